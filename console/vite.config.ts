/** Builds the console into static files that the hub serves below /console. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: URLs
    modulePreload: { polyfill: false },
  },
  // A hub of its own stands behind the development server, so that cookies and streams are those of one site.
  server: { proxy: { '/admin': 'http://127.0.0.1:8080' } },
});

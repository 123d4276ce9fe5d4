/** How the tests run: two at a time, against one PostgreSQL that test/support/global-setup.ts starts for the run. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'adapters/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts', 'test/support/console-setup.ts'],
    reporters: ['default', './test/support/summary-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 40_000, // when to give up, on the busiest machine; nothing waits for it
    hookTimeout: 60_000,
  },
});

/** The console as files: what the hub serves below /console, and how much of it there is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();
const assets = join(import.meta.dirname, '../../console/dist/assets');

it.each(['/console', '/console/', '/console/orgs/acme/requests/01920000-0000-7000-8000-000000000000?status_class=4xx'])(
  'answers %s with the page, which reads the address itself',
  async (path) => {
    const { status, headers, text } = await hub.call('GET', path);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(text).toContain('<div id="root">');
  },
);

it('lets the page load scripts and styles from the hub alone, and nobody frame it', async () => {
  const { headers } = await hub.call('GET', '/console');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
  );
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

it('keeps a script for ever, since its name changes with what is in it, and sends it compressed', async () => {
  const name = readdirSync(assets).find((file) => file.endsWith('.js')) ?? '';
  const { status, headers, text } = await hub.call('GET', `/console/assets/${name}`);
  expect([status, headers.get('cache-control'), headers.get('content-encoding')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
    'gzip',
  ]);
  expect(text).toBe(readFileSync(join(assets, name), 'utf8'));
  const plain = await hub.call('GET', `/console/assets/${name}`, { headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), plain.text]).toEqual([null, text]);
});

it('says 404 to a page from before an upgrade that asks for a script of then', async () => {
  expect((await hub.call('GET', '/console/assets/index-00000000.js')).status).toBe(404);
});

it('is less than 200 kB of compressed JavaScript, all pages together', () => {
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file))).length, 0);
  expect(scripts.length).toBeGreaterThan(10);
  expect(bytes).toBeLessThan(200_000);
});

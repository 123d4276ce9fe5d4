/** The API reference for people: every call and schema of every document, on pages without a script that anybody can read. */
import { beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, browserPath, openPage } from '../support/browser.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';

const pages = [
  ['/docs/integration-api', '/integrations/v1/openapi.json'],
  ['/docs/read-api', '/v1/openapi.json'],
  ['/docs/operator-api', '/admin/v1/openapi.json'],
] as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

const read = async (path: string) => (await hub.call('GET', path)).text;
/** Text as it stands in HTML. */
const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

describe('the pages', () => {
  test('are found from the first one, and need nothing from anywhere else and no script', async () => {
    const index = await hub.call('GET', '/docs');
    for (const path of ['/docs', ...pages.map(([page]) => page)]) {
      const { status, headers, text } = await hub.call('GET', path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(text).not.toMatch(/<script|<style| style=| on[a-z]+=|src=/i);
      expect([...text.matchAll(/<link [^>]*href="([^"]*)"/g)].map(([, target]) => target)).toEqual(['/docs/style.css']);
      expect(index.text).toContain(`href="${path}"`);
    }
    const sheet = await hub.call('GET', '/docs/style.css');
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(sheet.text).not.toMatch(/url\(|@import/);
  });

  test('are found with a slash too', async () => {
    expect(await read('/docs/')).toBe(await read('/docs'));
  });

  test.each(pages)('%s has every call of %s, with its parameters, its answers and a link', async (page, source) => {
    const text = await read(page);
    const document: AnyJson = JSON.parse(await read(source));
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const anchors = new Set(ids);
    expect(anchors.size).toBe(ids.length);
    for (const [path, methods] of Object.entries<Record<string, AnyJson>>(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const anchor =
          operation.operationId ?? `${method}${path.replaceAll(/[^a-zA-Z0-9]+/g, '-').replace(/-$/, '')}`.toLowerCase();
        expect([path, anchors.has(anchor)]).toEqual([path, true]);
        const section = text.slice(text.indexOf(`id="${anchor}"`)).split('</section>')[0] ?? '';
        expect(section).toContain(`${method.toUpperCase()}</span> <code>${path}</code>`);
        expect(section).toContain('curl ');
        for (const { name } of operation.parameters ?? []) expect(section).toContain(`<code>${name}</code>`);
        for (const status of Object.keys(operation.responses)) expect(section).toContain(`<code>${status}</code>`);
        for (const field of operation.requestBody?.content['application/json']?.schema.required ?? [])
          expect(section).toMatch(new RegExp(`<code>${field}</code>[^/]*(</?span|</?a)[^]*?<strong>required</strong>`));
      }
    }
    for (const name of Object.keys(document.components.schemas ?? {})) expect(anchors).toContain(`schema-${name}`);
    for (const name of Object.keys(document.webhooks ?? {})) expect(anchors).toContain(`webhook-${name}`);
    for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(target);
  });

  test('show texts as they are, whatever signs are in them', async () => {
    const { components }: AnyJson = JSON.parse(await read('/admin/v1/openapi.json'));
    const text = await read('/docs/operator-api');
    const { description } = components.schemas.Adapter.properties.config_schema;
    const [, quoted = ''] = /`([^`]*"[^`]*)`/.exec(description) ?? [];
    expect(quoted).toContain('"');
    expect(text).toContain(`<code>${escaped(quoted)}</code>`);
  });
});

test('a call is shown as a command that works', async () => {
  const text = await read('/docs/operator-api');
  const section = text.slice(text.indexOf('id="createOrganisation"')).split('</section>')[0] ?? '';
  const command = /<code>(curl [^<]*)<\/code>/.exec(section)?.[1]?.replaceAll('&#39;', "'").replaceAll('&quot;', '"') ?? '';
  const [, url = ''] = /curl -X POST '([^']+)'/.exec(command) ?? [];
  const [, body = ''] = /-d '([^']+)'/.exec(command) ?? [];
  expect(command).toContain("-H 'Authorization: Bearer YOUR_TOKEN'");
  const answer = await hub.call('POST', new URL(url).pathname, {
    body,
    headers: { authorization: 'Bearer test-admin-token', 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(201);
});

describe.skipIf(browserPath === undefined)('in a browser', () => {
  test.each([
    ['/docs', 1_280],
    ['/docs/integration-api', 1_280],
    ['/docs/read-api', 390],
    ['/docs/operator-api', 390],
  ])('%s, %i pixels wide, has nothing that axe objects to and nothing to scroll sideways for', async (path, width) => {
    const page = await openPage(hub.url, path, { width });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const levels = await page.evaluate<number[]>(
      "[...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]))",
    );
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    // They are all made alike, and axe takes its time: a few of them are as good as a hundred.
    await page.evaluate("for (const section of document.querySelectorAll('section:nth-of-type(n + 9)')) section.remove()");
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('a link leads to its call', async () => {
    const page = await openPage(hub.url, '/docs/operator-api#revokeConnector');
    expect(await page.locator('section:target h3').textContent()).toBe('Revokes a connector');
  });
});

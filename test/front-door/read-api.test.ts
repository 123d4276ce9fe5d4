/** `GET /v1/orders` and `/v1/orders/{id}`, from outside. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';

let hub: TestHub;
let tenant: TestTenant;
let connector: TestConnector;

beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant();
  connector = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
});

const read = (path: string, key = tenant.readKey) => hub.call('GET', path, { headers: { authorization: `Bearer ${key}` } });
const create = (external_id: string, key = connector.key) =>
  hub.call('POST', '/integrations/v1/orders', {
    headers: { authorization: `Bearer ${key}` },
    body: { external_id, lines: [{ description: 'x', quantity: 1, unit_price_cents: 100 }] },
  });

describe('a list', () => {
  test('walks every order once, oldest change first, in pages of the wanted size', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `walk-${index}`);
    for (const id of ids) await create(id);
    const seen: string[] = [];
    let path = '/v1/orders?limit=3';
    for (;;) {
      const { rows, next_cursor } = (await read(path)).json;
      seen.push(...rows.map(({ external_id }: { external_id: string }) => external_id));
      if (next_cursor === null) break;
      expect(rows).toHaveLength(3);
      path = `/v1/orders?limit=3&cursor_at=${next_cursor.at}&cursor_id=${next_cursor.id}`;
    }
    expect(seen).toEqual(ids);
  });

  test('clamps a limit above 100 and refuses one that is none', async () => {
    expect((await read('/v1/orders?limit=10000')).status).toBe(200);
    for (const limit of ['0', '-1', '1.5', 'x', '']) {
      expect((await read(`/v1/orders?limit=${limit}`)).json.error).toBe('invalid_query');
    }
  });

  test('refuses half a cursor and one that is none', async () => {
    const id = '01a1f9b4-98a5-73a5-9504-80a8b30803c0';
    for (const query of [
      'cursor_at=2026-01-01T00:00:00Z',
      `cursor_id=${id}`,
      `cursor_at=yesterday&cursor_id=${id}`,
      'cursor_at=2026-01-01T00:00:00Z&cursor_id=1',
    ]) {
      const { status, json } = await read(`/v1/orders?${query}`);
      expect([status, json.error]).toEqual([400, 'invalid_cursor']);
    }
  });

  test('misses no order that is written while it is being followed', async () => {
    const written = Array.from({ length: 300 }, (_, index) => `tail-${index}`);
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let index = writer; index < written.length; index += 16) await create(written[index] ?? '');
      }),
    ).finally(() => {
      writing = false;
    });
    const reader = (await hub.admin('POST', `/orgs/${tenant.organisationId}/api-keys`, { name: 'tail', scope: 'read_only' })).json
      .key;
    const seen = new Set<string>();
    let cursor = '';
    for (;;) {
      const last = !writing;
      const { rows, next_cursor } = (await read(`/v1/orders?limit=5${cursor}`, reader)).json;
      for (const { external_id } of rows) seen.add(external_id);
      const end = rows.at(-1);
      if (end) cursor = `&cursor_at=${end.updated_at}&cursor_id=${end.id}`;
      if (last && next_cursor === null) break;
      await new Promise((resolve) => setTimeout(resolve, 5)); // a follower that polls; no effect is waited for
    }
    await writers;
    expect(written.filter((id) => !seen.has(id))).toEqual([]);
  });
});

describe('a key', () => {
  test('reads its own organisation only: another one’s order is the same 404 as none', async () => {
    const other = await hub.tenant();
    const theirs = await create('theirs', (await hub.connector(other, 'peptideclients')).key);
    const answers = await Promise.all(
      [theirs.json.id, '00000000-0000-7000-8000-000000000000', 'nonsense'].map((id) => read(`/v1/orders/${id}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await read(`/v1/orders/${theirs.json.id}`, other.readKey)).json.external_id).toBe('theirs');
  });

  test('that is absent, unknown, or for writing is refused in that order of words', async () => {
    const none = await hub.call('GET', '/v1/orders');
    expect([none.status, none.json.error, none.headers.get('www-authenticate')]).toEqual([
      401,
      'missing_authorization',
      'Bearer',
    ]);
    expect((await read('/v1/orders', 'pck_live_x')).json.error).toBe('invalid_api_key');
    expect((await read('/v1/orders', connector.key)).json.error).toBe('invalid_api_key');
  });

  test('that is revoked is refused from the next request on', async () => {
    const { json } = await hub.admin('POST', `/orgs/${tenant.organisationId}/api-keys`, { name: 'short', scope: 'read_only' });
    expect((await read('/v1/orders', json.key)).status).toBe(200);
    await hub.admin('POST', `/api-keys/${json.id}/revoke`);
    expect((await read('/v1/orders', json.key)).json.error).toBe('invalid_api_key');
  });
});

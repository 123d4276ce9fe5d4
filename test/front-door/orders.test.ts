/** `POST /integrations/v1/orders` and `GET …/by-external/…`, from outside. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, pcSignature, startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';

let hub: TestHub;
let tenant: TestTenant;
let connector: TestConnector;
let serial = 0;

beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant({ currency: 'EUR' });
  connector = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
});

const newId = () => `order-${++serial}`;
const line = { description: 'Widget', quantity: 2, unit_price_cents: 1999 };
const bearer = (key = connector.key) => ({ authorization: `Bearer ${key}` });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  hub.call('POST', '/integrations/v1/orders', { body, headers: { ...bearer(), ...headers } });

/** Everything that a refused request must not have written. */
async function countRows(): Promise<string> {
  const tables = ['orders', 'order_lines', 'clients', 'payments', 'external_refs', 'events', 'idempotency_keys'];
  const [row] = await hub.query<object>(
    `select ${tables.map((table) => `(select count(*) from crossdock.${table}) as ${table}`).join(', ')}`,
  );
  return JSON.stringify(row);
}

describe('a new order', () => {
  test('is stored and answered with 201 in the shape of the protocol', async () => {
    const external_id = newId();
    const payment = { external_id: `${external_id}-p`, amount_cents: 4498 };
    const answer = await post({
      external_id,
      lines: [line],
      shipping_cents: 500,
      client: { email: 'Ann@Example.com', name: 'Ann' },
      payment,
    });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      external_id,
      duplicate: false,
      status: 'open',
      payment_status: 'paid',
      currency: 'EUR',
      total_cents: 4498,
      client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      payment: { id: expect.any(String), external_id: `${external_id}-p`, amount_cents: 4498, status: 'recorded' },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.has('x-powered-by')).toBe(false);
  });

  test('sent again without an Idempotency-Key is 200 with the original, whatever it says now', async () => {
    const external_id = newId();
    const first = await post({ external_id, lines: [line] });
    const again = await post({ external_id, lines: [{ ...line, quantity: 9 }] });
    expect(again.status).toBe(200);
    expect(again.json).toEqual({ ...first.json, duplicate: true });
  });

  test('keeps a total that its parts do not give, and says by how much', async () => {
    const external_id = newId();
    await post({ external_id, lines: [line], total_cents: 4100 });
    const { json } = await hub.call('GET', `/integrations/v1/orders/by-external/${external_id}`, { headers: bearer() });
    expect([json.total_cents, json.totals_mismatch_cents]).toEqual([4100, 102]);
  });

  test('multiplies fractions exactly and flags what it had to round', async () => {
    const external_id = newId();
    await post({ external_id, lines: [{ description: 'Flour', quantity: 0.375, unit_price_cents: 999 }] });
    const { json } = await hub.call('GET', `/integrations/v1/orders/by-external/${external_id}`, { headers: bearer() });
    expect([json.lines[0].quantity, json.total_cents, json.rounded]).toEqual([0.375, 375, true]);
  });

  test('shares its client with other orders of the same e-mail, in any case', async () => {
    const one = await post({ external_id: newId(), lines: [line], client: { email: 'bob@example.com' } });
    const two = await post({ external_id: newId(), lines: [line], client: { email: 'BOB@example.com', name: 'Bob' } });
    expect(two.json.client_id).toBe(one.json.client_id);
  });

  test('by twenty senders at once is one order with one event', async () => {
    const external_id = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ external_id, lines: [line] })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    const events = await hub.query(
      `select 1 from crossdock.events where type = 'order.created' and object_id = '${answers[0]?.json.id}'`,
    );
    expect(events).toHaveLength(1);
  });
});

describe('an order read back by its external id', () => {
  test('is the document of the read API, addresses and lines included', async () => {
    const external_id = newId();
    const created = await post({
      external_id,
      order_number: 'SO-1',
      lines: [{ ...line, sku: 'W-1', external_id: 'l-1', discount_cents: 100, tax_cents: 50 }],
      shipping_address: { name: 'Ann', line1: '1 High St', postal_code: 'SW1A 1AA', country: 'gb' },
      metadata: { deep: { big: 1 } },
      placed_at: '2026-03-01T10:00:00+02:00',
    });
    const byExternal = await hub.call('GET', `/integrations/v1/orders/by-external/${external_id}`, { headers: bearer() });
    const byId = await hub.call('GET', `/v1/orders/${created.json.id}`, { headers: bearer(tenant.readKey) });
    expect(byExternal.text).toBe(byId.text);
    expect(byId.json).toMatchObject({
      external_id,
      source: 'peptideclients',
      order_number: 'SO-1',
      placed_at: '2026-03-01T08:00:00.000Z',
      shipping_address: { name: 'Ann', line1: '1 High St', postal_code: 'SW1A 1AA', country: 'GB', city: null },
      lines: [
        { line_number: 1, external_ref: 'l-1', sku: 'W-1', quantity: 2, total_cents: 3948, discount_cents: 100, tax_cents: 50 },
      ],
      metadata: { deep: { big: 1 } },
      payments: [],
      shipments: [],
    });
  });

  test('is not there for another store, an unknown id, or an id with a NUL: the same 404', async () => {
    const external_id = newId();
    await post({ external_id, lines: [line] });
    const other = await hub.connector(await hub.tenant(), 'peptideclients');
    const foreign = await hub.call('GET', `/integrations/v1/orders/by-external/${external_id}`, { headers: bearer(other.key) });
    const unknown = await hub.call('GET', '/integrations/v1/orders/by-external/nobody', { headers: bearer() });
    const nul = await hub.call('GET', '/integrations/v1/orders/by-external/a%00b', { headers: bearer() });
    expect([foreign.status, unknown.status, nul.status]).toEqual([404, 404, 404]);
    expect(foreign.text).toBe(unknown.text);
    expect(nul.text).toBe(unknown.text);
  });
});

describe('an Idempotency-Key', () => {
  test('replays the stored answer byte for byte and does nothing again', async () => {
    const body = { external_id: newId(), lines: [line] };
    const first = await post(body, { 'idempotency-key': 'replay-1' });
    const before = await countRows();
    const again = await post(body, { 'idempotency-key': '"replay-1"' });
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    expect(first.headers.has('idempotent-replayed')).toBe(false);
    expect(await countRows()).toBe(before);
  });

  test('with another body is 409, even when the body differs in a space', async () => {
    const body = JSON.stringify({ external_id: newId(), lines: [line] });
    await post(body, { 'idempotency-key': 'conflict-1' });
    const other = await post(`${body} `, { 'idempotency-key': 'conflict-1' });
    expect([other.status, other.json]).toEqual([
      409,
      { error: 'idempotency_conflict', detail: 'same key, different body, within 24h window' },
    ]);
  });

  test('of a refused request can be used again for the corrected body', async () => {
    const headers = { 'idempotency-key': 'corrected-1' };
    expect((await post({ external_id: newId() }, headers)).status).toBe(422);
    expect((await post({ external_id: newId(), lines: [line] }, headers)).status).toBe(201);
  });

  test('in a storm of 64 identical requests gives one 201, one order and one event', async () => {
    const external_id = newId();
    const body = { external_id, lines: [line] };
    const answers = await Promise.all(Array.from({ length: 64 }, () => post(body, { 'idempotency-key': 'storm-1' })));
    const fresh = answers.filter(({ status, headers }) => status === 201 && !headers.has('idempotent-replayed'));
    const rest = answers.filter((answer) => !fresh.includes(answer));
    expect(fresh).toHaveLength(1);
    expect(
      rest.every(
        ({ status, json, headers }) =>
          (status === 201 && headers.get('idempotent-replayed') === 'true') ||
          (status === 409 && json.error === 'idempotency_in_progress'),
      ),
    ).toBe(true);
    const rows = await hub.query(`select 1 from crossdock.orders where external_id = '${external_id}'`);
    expect(rows).toHaveLength(1);
  });

  test.each(['', 'a b', 'ü', 'x'.repeat(256)])('that is malformed (%j) is 400', async (key) => {
    const answer = await post(
      { external_id: newId(), lines: [line] },
      { 'idempotency-key': Buffer.from(key).toString('latin1') },
    );
    expect([answer.status, answer.json.error]).toEqual([400, 'invalid_idempotency_key']);
  });
});

describe('a signature', () => {
  const signed = async (
    sign: (secret: string, body: string) => Record<string, string>,
    options = { require_signature: true },
  ) => {
    const strict = await hub.connector(tenant, 'peptideclients', options);
    const body = JSON.stringify({ external_id: newId(), lines: [line] });
    const { status, json } = await post(body, { ...bearer(strict.key), ...sign(strict.secret, body) });
    return [status, json.error ?? 'stored'];
  };
  const now = () => Math.floor(Date.now() / 1000);

  test.each<[string, (secret: string, body: string) => Record<string, string>, [number, string]]>([
    ['that holds is accepted', (secret, body) => ({ 'pc-signature': pcSignature(secret, body) }), [201, 'stored']],
    ['that is absent', () => ({}), [401, 'signature_missing']],
    [
      'in milliseconds',
      (secret, body) => ({ 'pc-signature': pcSignature(secret, body, Date.now()) }),
      [401, 'signature_malformed'],
    ],
    [
      'from 302 seconds ago',
      (secret, body) => ({ 'pc-signature': pcSignature(secret, body, now() - 302) }),
      [401, 'signature_expired'],
    ],
    ['over another body', (secret) => ({ 'pc-signature': pcSignature(secret, 'x') }), [401, 'signature_invalid']],
    ['of the other scheme', () => ({ 'x-wc-webhook-signature': 'x' }), [401, 'signature_invalid']],
  ])('%s', async (_name, sign, expected) => {
    expect(await signed(sign)).toEqual(expected);
  });

  test('that is not required but present must hold all the same', async () => {
    expect(await signed((secret) => ({ 'pc-signature': pcSignature(secret, 'x') }), { require_signature: false })).toEqual([
      401,
      'signature_invalid',
    ]);
  });
});

describe('the request log', () => {
  test('keeps the body as it came, but for the card number that a buyer typed into it, and no secret', async () => {
    const strict = await hub.connector(tenant, 'peptideclients', { require_signature: true });
    const body = JSON.stringify({ external_id: newId(), lines: [line], notes: 'Grüße! card 4242 4242 4242 4242' });
    const signature = pcSignature(strict.secret, body);
    const answer = await post(body, { ...bearer(strict.key), 'pc-signature': signature, cookie: 'session=abc' });
    const row = await eventually(async () => (await hub.admin('GET', `/connectors/${strict.id}/requests`)).json.rows[0]);
    expect(row).toMatchObject({
      id: answer.headers.get('x-request-id'),
      status_code: 201,
      external_id: JSON.parse(body).external_id,
      duplicate: false,
    });
    const { json } = await hub.admin('GET', `/requests/${row.id}`);
    expect(json.body).toBe(body.replace('4242 4242 4242 4242', '[card ending 4242]'));
    expect(json.entities).toContainEqual({ type: 'order', id: answer.json.id });
    const [raw] = await hub.query<{ row: string }>(`select r::text as row from crossdock.request_log r where id = '${row.id}'`);
    for (const secret of [strict.key, strict.secret, signature, 'session=abc', '4242 4242'])
      expect(raw?.row).not.toContain(secret);
  });
});

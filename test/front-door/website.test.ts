/** A website at the front door: who is let in, what is refused and why, and that a refusal leaves nothing behind. */
import { describe, expect, it } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { openWebsite, websiteSignature } from '../support/website-shop.ts';

const hub = await startTestHub();
/** Takes in nothing: every request to it is refused. */
const strictWebsite = await openWebsite(hub);
/** The key of a connector of another format. */
const { key: otherKey } = await hub.connector(strictWebsite.tenant, 'peptideclients');

/** The protocol's own example. */
const example = '{"external_order_ref":"WEB-10001234","line_items":[{"sku":"ABC-001","quantity":2}]}';

describe("the protocol's own example", () => {
  it('is an order, and is answered with a flag and nothing else', async () => {
    const website = await openWebsite(hub);
    const answer = await website.send('orders/created', example);
    expect([answer.status, answer.text]).toEqual([200, '{"ok":true}']);
    expect(answer.headers.get('x-request-id')).not.toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await website.onlyOrder()).toMatchObject({
      external_id: 'WEB-10001234',
      source: 'website',
      store_id: website.tenant.storeId,
      status: 'open',
      payment_status: 'unpaid',
      fulfilment_status: 'unfulfilled',
      source_status: 'account_pending',
      currency: 'GBP',
      total_cents: 0,
      client: null,
      lines: [{ line_number: 1, sku: 'ABC-001', description: 'ABC-001', quantity: 2, status: 'active' }],
    });
  });

  it('is the same order when it comes again, also eight times at once', async () => {
    const website = await openWebsite(hub);
    const answers = await Promise.all(Array.from({ length: 8 }, () => website.send('orders/created', example)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 {"ok":true}']));
    const events = await hub.query<{ type: string }>(
      `select type from crossdock.events where org_id = '${website.tenant.organisationId}' and object_type = 'order'`,
    );
    expect(events).toEqual([{ type: 'order.created' }]);
    expect((await website.onlyOrder()).lines).toHaveLength(1);
  });
});

describe('a request is refused', () => {
  const now = () => Math.floor(Date.now() / 1_000);

  it.each([
    [401, 'missing_authorization', { authorization: undefined }],
    [401, 'missing_authorization', { authorization: '' }],
    [401, 'invalid_api_key', { authorization: 'Bearer cw_web_unknown' }],
    [401, 'invalid_api_key', { authorization: `Bearer ${otherKey}` }],
    [401, 'invalid_api_key', { authorization: 'Basic Og==' }],
    [400, 'signature_missing', { 'x-cw-signature': undefined, 'x-cw-timestamp': undefined }],
    [400, 'signature_missing', { 'x-cw-signature': undefined }],
    [400, 'signature_missing', { 'x-cw-timestamp': undefined }],
    [400, 'signature_malformed', { 'x-cw-signature': 'v1=abc' }],
    [400, 'signature_malformed', { 'x-cw-signature': 'f'.repeat(64) }],
    [400, 'signature_malformed', { 'x-cw-signature': `v1=${'f'.repeat(1_100)}` }],
    [400, 'signature_malformed', { 'x-cw-timestamp': '1795000000000' }],
    [400, 'signature_malformed', { 'x-cw-timestamp': 'now' }],
    [400, 'signature_invalid', { 'x-cw-signature': `v1=${'f'.repeat(64)}` }],
    [415, 'unsupported_media_type', { 'content-encoding': 'gzip' }],
  ] as const)('with %i %s for the headers %j', async (status, error, headers) => {
    const answer = await strictWebsite.send('orders/created', example, { headers });
    expect([answer.status, answer.text]).toEqual([status, `{"ok":false,"error":"${error}"}`]);
  });

  it.each([
    [-310, 'signature_expired'],
    [310, 'signature_expired'],
  ])('when it was signed %i seconds from now', async (drift, error) => {
    const answer = await strictWebsite.send('orders/created', example, { atSeconds: now() + drift });
    expect([answer.status, answer.json]).toEqual([400, { ok: false, error }]);
  });

  it.each([
    ['another secret', { secret: 'other' }],
    ['another separator', { separator: ':' }],
  ])('when it was signed with %s', async (_what, options) => {
    expect((await strictWebsite.send('orders/created', example, options)).json).toEqual({
      ok: false,
      error: 'signature_invalid',
    });
  });

  it('when the body was changed after it was signed', async () => {
    const atSeconds = now();
    const headers = { 'x-cw-signature': websiteSignature(strictWebsite.connector.secret, example, atSeconds) };
    const { text } = await strictWebsite.send('orders/created', `${example} `, { headers, atSeconds });
    expect(text).toBe('{"ok":false,"error":"signature_invalid"}');
  });

  it.each<[string, string]>([
    ['invalid_json', '{'],
    ['invalid_json', '[]'],
    ['invalid_json', ''],
    ['invalid_json', '{"external_order_ref":"A","external_order_ref":"B","line_items":[]}'],
    ['validation_failed', '{}'],
    ['validation_failed', '{"external_order_ref":"A"}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[]}'],
    ['validation_failed', '{"external_order_ref":" A","line_items":[{"sku":"ABC-001","quantity":1}]}'],
    ['validation_failed', '{"line_items":[{"sku":"ABC-001","quantity":1}]}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001"}]}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[{"sku":"","quantity":1}]}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001","quantity":0}]}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001","quantity":-1}]}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001","quantity":true}]}'],
    ['validation_failed', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001","quantity":1,"price":[]}]}'],
    ['validation_failed', '{"external_order_ref":"A","currency_code":"GB","line_items":[{"sku":"ABC-001","quantity":1}]}'],
    ['validation_failed', '{"external_order_ref":"A","order_date":"soon","line_items":[{"sku":"ABC-001","quantity":1}]}'],
    ['amount_out_of_range', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001","quantity":1,"price":-1}]}'],
    ['amount_out_of_range', '{"external_order_ref":"A","discount_amount":1,"line_items":[{"sku":"ABC-001","quantity":1}]}'],
    ['unknown_sku', '{"external_order_ref":"A","line_items":[{"sku":"abc-001","quantity":1}]}'],
    ['unknown_sku', '{"external_order_ref":"A","line_items":[{"sku":"ABC-001","quantity":1},{"sku":"NO","quantity":1}]}'],
  ])('with 400 %s for the order %s', async (error, body) => {
    const answer = await strictWebsite.send('orders/created', body);
    expect([answer.status, answer.json]).toEqual([400, { ok: false, error }]);
    expect(await strictWebsite.orders()).toEqual([]);
  });

  it('and leaves nothing behind: neither client nor event, and the reference is still free', async () => {
    const shop = await openWebsite(hub);
    const order = { external_order_ref: 'A', buyer_email: 'ann@example.com', line_items: [{ sku: 'NO', quantity: 1 }] };
    expect((await shop.send('orders/created', order)).json).toEqual({ ok: false, error: 'unknown_sku' });
    const org = shop.tenant.organisationId;
    for (const table of ['orders', 'order_lines', 'clients', 'events', 'external_refs'])
      expect(await hub.query(`select from crossdock.${table} where org_id = '${org}'`)).toEqual([]);
    await hub.admin('PUT', `/orgs/${org}/products`, { products: [{ sku: 'NO', title: 'Now' }] });
    await shop.order(order);
    expect(await shop.onlyOrder()).toMatchObject({ external_id: 'A', client: { email: 'ann@example.com' } });
  });

  it('at another method, and nowhere else', async () => {
    const answer = await hub.call('GET', '/webhooks/website/orders/created');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, expect.stringContaining('POST')]);
    expect((await hub.call('POST', '/webhooks/website/orders/refunded', { body: example })).status).toBe(404);
  });

  it('when the key may not do it', async () => {
    const shop = await openWebsite(hub, { scopes: ['messages:write'] });
    for (const route of ['orders/created', 'orders/cancelled'] as const)
      expect((await shop.send(route, example)).text).toBe('{"ok":false,"error":"insufficient_scope"}');
    const other = await openWebsite(hub, { scopes: ['orders:write'] });
    const answer = await other.send('messages/contact', { name: 'A', email: 'a@example.com', message: 'x', submission_id: '1' });
    expect([answer.status, answer.json]).toEqual([403, { ok: false, error: 'insufficient_scope' }]);
  });

  it('from an address that is not allowed, and beyond the rate', async () => {
    const elsewhere = await openWebsite(hub, { ip_allowlist: ['192.0.2.0/24'] });
    const refused = await elsewhere.send('orders/created', example);
    expect([refused.status, refused.json.error]).toEqual([403, 'ip_not_allowed']);
    const slow = await openWebsite(hub, { rate_limit_per_minute: 1 });
    await slow.send('orders/created', example);
    const limited = await slow.send('orders/created', example);
    expect([limited.status, limited.json.error]).toEqual([429, 'rate_limited']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the settings of a connector', () => {
  it('choose what is signed, and then nothing else holds', async () => {
    const website = await openWebsite(hub, { config: { signature_template: '{timestamp}:{body}' } });
    expect((await website.send('orders/created', example)).json.error).toBe('signature_invalid');
    expect((await website.send('orders/created', example, { separator: ':' })).json).toEqual({ ok: true });
  });

  it.each([
    { relay_url: 'ftp://example.com' },
    { relay_url: 'example.com' },
    { relay_url: 'https://user@example.com/' },
    { relay_url: 'https://' },
    { relay_url: 'http://example.com/' },
    { relay_url: 'https://10.0.0.1/x' },
    { relay_url: 'https://169.254.169.254/' },
    { signature_template: '{timestamp}' },
    { signature_template: '{body}' },
    { signature_template: '{timestamp}.{body}.{body}' },
    { relay: 'https://example.com' },
  ])('are refused when they are %j', async (config) => {
    await expect(openWebsite(hub, { config })).rejects.toThrow(/422 .*config\./);
  });

  it.each([{}, { relay_url: 'https://example.com/in?x=1' }, { relay_url: 'http://127.0.0.1:8080' }])(
    'may be %j',
    async (config) => {
      expect((await openWebsite(hub, { config })).connector.key).toMatch(/^cw_web_/);
    },
  );
});

describe('a rotated secret', () => {
  it('and the one before it both hold while the grace lasts', async () => {
    const website = await openWebsite(hub);
    const rotation = await hub.admin('POST', `/connectors/${website.connector.id}/rotate-secret`, { grace_seconds: 60 });
    expect((await website.send('orders/created', example)).json).toEqual({ ok: true });
    expect((await website.send('orders/created', example, { secret: rotation.json.signing_secret_plain })).json).toEqual({
      ok: true,
    });
  });
});

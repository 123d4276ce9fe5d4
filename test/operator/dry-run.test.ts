/** Trying out what a connector makes of a body: with other settings, for every format, and without a trace. */
import { describe, expect, it } from 'vitest';
import { startTestHub, type TestConnector } from '../support/hub.ts';

const hub = await startTestHub();

const tryOut = ({ id }: Pick<TestConnector, 'id'>, body: object) =>
  hub.call('POST', `/admin/v1/connectors/${id}/dry-run`, { headers: { authorization: 'Bearer test-admin-token' }, body });

const partner = async (config: object = {}) => hub.connector(await hub.tenant(), 'fulfilment', { config });

const document = JSON.stringify({
  ref: 'A-1',
  lines: [{ article: 'W-1', pieces: 2, price: 19.99 }],
  to: { street: '1 High Street', country: 'gb' },
});

const mapping = {
  order_id: 'ref',
  items: 'lines.{"sku": article, "quantity": pieces, "unit_price": price}',
  shipping_address: 'to',
};

describe('a dry run', () => {
  it('shows what settings that are not saved would make of a sample, and keeps nothing of it', async () => {
    const connector = await partner({ auth: { type: 'basic', user: 'acme', password: 'open sesame' } });
    const before = await tryOut(connector, { body: document });
    expect([before.status, before.json]).toEqual([
      200,
      {
        translation: null,
        refusal: {
          error: 'validation_failed',
          detail: 'required after mapping: order_id, items[].sku, items[].quantity, shipping_address',
          fields: ['order_id', 'items[].sku', 'items[].quantity', 'shipping_address'].map((path) => ({
            path,
            message: 'is required',
          })),
        },
        reply: {
          status: 422,
          body: '{"status":"error","error":"validation_failed","detail":"required after mapping: order_id, items[].sku, items[].quantity, shipping_address"}',
        },
      },
    ]);

    const answer = await tryOut(connector, { body: document, content_type: 'application/json', config: { mapping } });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      translation: {
        name: 'order.create',
        order: {
          externalId: 'A-1',
          currency: 'GBP',
          lines: [{ sku: 'W-1', quantity: '2', unitPriceCents: 1999, totalCents: 3998 }],
          shippingAddress: { line1: '1 High Street', country: 'GB' },
        },
      },
      refusal: null,
      reply: { status: 200, body: '{"status":"received","orderId":"A-1"}' },
    });
    expect(answer.text).not.toContain('open sesame');

    const counts = await hub.query<{ orders: string; events: string; requests: string }>(
      `select (select count(*) from crossdock.orders where org_id = '${connector.organisationId}') as orders,
              (select count(*) from crossdock.events where org_id = '${connector.organisationId}') as events,
              (select count(*) from crossdock.request_log where org_id = '${connector.organisationId}') as requests`,
    );
    expect(counts).toEqual([{ orders: '0', events: '0', requests: '0' }]);
    const { json } = await hub.admin('GET', `/connectors/${connector.id}`);
    expect(json.config).not.toHaveProperty('mapping');
    const { rows } = (await hub.admin('GET', `/orgs/${connector.organisationId}/audit`)).json;
    expect(rows.map(({ action }: { action: string }) => action)).not.toContain('POST /connectors/:id/dry-run');
  });

  it('names what is wrong with settings that are only tried', async () => {
    const connector = await partner({ mapping });
    const answer = await tryOut(connector, {
      body: document,
      config: { mapping: { notes: 'a.(b', color: 'c' }, content: 'csv' },
    });
    expect([answer.status, answer.json.error]).toEqual([422, 'validation_failed']);
    expect(answer.json.fields.map(({ path }: { path: string }) => path)).toEqual(['config.content']);
    const mapped = await tryOut(connector, { body: document, config: { mapping: { notes: 'a.(b', color: 'c' } } });
    expect(mapped.json.fields).toMatchObject([
      { path: 'config.mapping.notes', message: expect.stringMatching(/at character 4/) as unknown },
      { path: 'config.mapping.color', message: expect.stringMatching(/^is not a target/) as unknown },
    ]);
  });

  it.each([
    ['an expression that fails', { 'items[].quantity': '$sum(lines.article)' }, 'items[].quantity'],
    ['columns that lack a value', { 'items[].sku': '["a", "b"]', 'items[].quantity': 'lines.pieces' }, 'items[].quantity'],
    ['a value that cannot be used', { items: '{"sku": "W", "quantity": "two"}' }, 'items[0].quantity'],
    ['an amount that is out of range', { total: '-1' }, 'total'],
  ])('names the target of %s', async (_what, changed, target) => {
    const connector = await partner({ mapping: { order_id: 'ref', shipping_address: 'to' } });
    const lines = Object.keys(changed).some((name) => name.startsWith('items')) ? {} : { items: mapping.items };
    const answer = await tryOut(connector, { body: document, config: { mapping: { ...lines, ...changed } } });
    expect(answer.status).toBe(200);
    const [field] = answer.json.refusal.fields;
    expect(field.path).toBe(target);
    expect(answer.json.refusal.detail).toContain(field.message);
  });

  it('reads XML by its header as the front door does', async () => {
    const connector = await partner();
    const body =
      '<o><order_id>X-1</order_id><items><sku>W-1</sku><quantity>1</quantity></items><shipping_address>Bath</shipping_address></o>';
    const headers = { 'Content-Type': 'application/xml' };
    expect((await tryOut(connector, { body, headers })).json.translation.order.externalId).toBe('X-1');
    expect((await tryOut(connector, { body, headers, config: { content: 'json' } })).json).toMatchObject({
      refusal: { error: 'unsupported_media_type' },
      reply: { status: 415 },
    });
  });

  it('is there for every format, on any of its paths', async () => {
    const tenant = await hub.tenant();
    const website = await hub.connector(tenant, 'website');
    const cancelled = await tryOut(website, {
      path: '/webhooks/website/orders/cancelled',
      body: '{"external_order_ref":"W-1"}',
    });
    expect(cancelled.json).toEqual({
      translation: { name: 'order.cancel-by-external-id', externalId: 'W-1', currency: 'GBP' },
      refusal: null,
      reply: { status: 200, body: '{"ok":true}' },
    });

    const shop = await hub.connector(tenant, 'peptideclients');
    const order = await tryOut(shop, {
      body: '{"external_id":"S-1","lines":[{"description":"Widget","quantity":2,"unit_price_cents":1999}]}',
    });
    expect([order.json.reply.status, JSON.parse(order.json.reply.body)]).toMatchObject([
      201,
      { external_id: 'S-1', total_cents: 3998, duplicate: false },
    ]);
    expect((await tryOut(shop, { body: '{"external_id":"S-1"}' })).json).toMatchObject({
      refusal: { error: 'lines_required' },
      reply: { status: 422 },
    });
    expect((await tryOut(shop, { body: '{"external_id":"S-1","lines":[{}]}' })).json.refusal.error).toBe('validation_failed');
    const read = await tryOut(shop, { method: 'GET', path: '/integrations/v1/orders/by-external/S-1', body: '' });
    expect(read.json.translation).toEqual({ name: 'order.by-external-id', externalId: 'S-1' });
  });

  it('says that a format keeps what it does not understand', async () => {
    const shop = await hub.connector(await hub.tenant(), 'woocommerce');
    const answer = await tryOut(shop, { body: '{', headers: { 'x-wc-webhook-topic': 'order.created' } });
    expect(answer.json).toMatchObject({ translation: null, refusal: { error: 'invalid_json' }, reply: { status: 200 } });
  });

  it('is refused for connectors that do not exist, for paths of other formats, and without a body', async () => {
    const connector = await partner();
    expect((await tryOut({ id: '01920000-0000-7000-8000-000000000000' }, { body: '' })).status).toBe(404);
    expect((await tryOut(connector, { body: '{}', path: '/integrations/v1/orders' })).status).toBe(409);
    const answer = await tryOut(connector, { text: '' });
    expect([answer.status, answer.json.fields.map(({ path }: { path: string }) => path).toSorted()]).toEqual([
      422,
      ['body', 'text'],
    ]);
  });
});

/** What operators do with orders, clients and vendors: each change once, with one event, and seen by the read API. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestConnector, type TestHub, type TestTenant } from '../support/hub.ts';

let hub: TestHub;
let tenant: TestTenant;
let neighbour: TestTenant;
let connector: TestConnector;
let serial = 0;

beforeAll(async () => {
  hub = await startTestHub();
  tenant = await hub.tenant();
  neighbour = await hub.tenant();
  connector = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
});

const operate = (method: string, path: string, body?: unknown) =>
  hub.call(method, `/admin/v1${path}`, {
    headers: { authorization: 'Bearer test-admin-token' },
    ...(body !== undefined && { body }),
  });
const newOrder = async () => {
  const body = { external_id: `acted-${++serial}`, lines: [{ description: 'x', quantity: 1, unit_price_cents: 1000 }] };
  const headers = { authorization: `Bearer ${connector.key}` };
  return (await hub.call('POST', '/integrations/v1/orders', { body, headers })).json;
};
const read = async (path: string, { readKey } = tenant) =>
  (await hub.call('GET', `/v1${path}`, { headers: { authorization: `Bearer ${readKey}` } })).json;
const eventsOf = async (id: string) =>
  hub.query<{ type: string; sequence: number; data: unknown }>(
    `select type, sequence, data from crossdock.events where object_id = '${id}' order by id`,
  );
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);
const nobody = '01a1f9b4-98a5-73a5-9504-80a8b30803c0';

describe('an order', () => {
  test('is shipped and delivered once, however often that is said', async () => {
    const { id } = await newOrder();
    const shipped = await operate('POST', `/orders/${id}/ship`, {});
    expect([shipped.status, shipped.json.fulfilment_status, shipped.json.status]).toEqual([200, 'shipped', 'fulfilled']);
    expect((await operate('POST', `/orders/${id}/ship`)).json).toEqual(shipped.json);
    expect((await operate('POST', `/orders/${id}/deliver`, {})).json.fulfilment_status).toBe('delivered');
    expect((await operate('POST', `/orders/${id}/deliver`, {})).status).toBe(200);
    expect((await operate('POST', `/orders/${id}/ship`, {})).json.fulfilment_status).toBe('delivered');
    expect(await typesOf(id)).toEqual(['order.created', 'order.shipped', 'order.delivered']);
    expect(await read(`/orders/${id}`)).toMatchObject({ fulfilment_status: 'delivered' });
  });

  test('has each parcel once, with its event, and shows it in the read API', async () => {
    const { id, external_id } = await newOrder();
    const parcel = { carrier: 'DHL', tracking_number: '00340434', tracking_url: 'https://dhl.example/00340434' };
    const { status, json } = await operate('POST', `/orders/${id}/tracking`, parcel);
    expect([status, json.shipments]).toEqual([200, [expect.objectContaining(parcel)]]);
    expect((await operate('POST', `/orders/${id}/tracking`, parcel)).json.shipments).toHaveLength(1);
    await operate('POST', `/orders/${id}/tracking`, { carrier: 'DHL', tracking_number: '00340435' });
    const { shipments } = await read(`/orders/${id}`);
    expect(shipments.map(({ tracking_number }: { tracking_number: string }) => tracking_number)).toEqual([
      '00340434',
      '00340435',
    ]);
    expect(await eventsOf(shipments[0].id)).toEqual([
      {
        type: 'shipment.tracking_added',
        sequence: 1,
        data: { shipment: { ...parcel, id: shipments[0].id, order_id: id, external_id, created_at: expect.any(String) } },
      },
    ]);
  });

  test('is cancelled once, and then neither sent nor given a parcel', async () => {
    const { id } = await newOrder();
    expect((await operate('POST', `/orders/${id}/cancel`, { reason: 'out of stock' })).json).toMatchObject({
      status: 'cancelled',
      cancel_reason: 'out of stock',
    });
    expect((await operate('POST', `/orders/${id}/cancel`)).status).toBe(200);
    for (const action of ['ship', 'deliver']) {
      expect((await operate('POST', `/orders/${id}/${action}`)).json.error).toBe('conflict');
    }
    expect((await operate('POST', `/orders/${id}/tracking`, { carrier: 'DHL', tracking_number: '1' })).status).toBe(409);
    expect(await typesOf(id)).toEqual(['order.created', 'order.cancelled']);
  });

  test('that was sent is not cancelled any more', async () => {
    const { id } = await newOrder();
    await operate('POST', `/orders/${id}/ship`);
    expect((await operate('POST', `/orders/${id}/cancel`)).json.error).toBe('order_not_cancellable');
  });

  test('is shown with its history and the id that its storefront knows it by', async () => {
    const { id, external_id } = await newOrder();
    await operate('POST', `/orders/${id}/ship`);
    const { json } = await operate('GET', `/orders/${id}`);
    expect(json.history.map(({ type, sequence }: { type: string; sequence: number }) => [type, sequence])).toEqual([
      ['order.created', 1],
      ['order.shipped', 2],
    ]);
    expect(json.external_references).toEqual([{ store_id: tenant.storeId, source: 'peptideclients', external_id }]);
  });

  test.each(['ship', 'deliver', 'cancel', 'tracking'])('that does not exist gets the same 404 from /%s', async (action) => {
    const body = action === 'tracking' ? { carrier: 'DHL', tracking_number: '1' } : {};
    for (const id of [nobody, 'x']) expect((await operate('POST', `/orders/${id}/${action}`, body)).json.error).toBe('not_found');
  });

  test.each([
    [{}, ['carrier', 'tracking_number']],
    [{ carrier: 'DHL', tracking_number: 'a\nb' }, ['tracking_number']],
    [{ carrier: 'DHL', tracking_number: '1', tracking_url: 'javascript:alert(1)' }, ['tracking_url']],
  ])('takes no parcel like %j', async (parcel, paths) => {
    const { id } = await newOrder();
    const { status, json } = await operate('POST', `/orders/${id}/tracking`, parcel);
    expect([status, json.fields.map(({ path }: { path: string }) => path).toSorted()]).toEqual([422, paths]);
  });
});

describe('a client', () => {
  const create = (body: object) => operate('POST', `/orgs/${tenant.organisationId}/stores/main/clients`, body);

  test('is created, changed and emptied field by field, with an event each', async () => {
    const created = await create({ email: 'Ann@example.com', name: 'Ann', tags: ['vip'], address: { postal_code: 'SW1A 1AA' } });
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({ email: 'Ann@example.com', tags: ['vip'], address: { postal_code: 'SW1A 1AA' } });
    const { id } = created.json;
    expect((await operate('PATCH', `/clients/${id}`, { name: 'Ann Example', address: null })).json).toMatchObject({
      name: 'Ann Example',
      email: 'Ann@example.com',
      address: null,
    });
    await operate('PATCH', `/clients/${id}`, { name: 'Ann Example' });
    expect((await eventsOf(id)).map(({ type, sequence }) => [type, sequence])).toEqual([
      ['client.created', 1],
      ['client.updated', 2],
    ]);
    expect(await read(`/clients/${id}`)).toEqual((await operate('GET', `/clients/${id}`)).json);
    expect((await read(`/clients/${id}`, neighbour)).error).toBe('not_found');
  });

  test("cannot take another client's address or external id", async () => {
    await create({ email: 'bob@example.com', external_id: 'crm-7' });
    expect((await create({ email: 'BOB@example.com' })).json.error).toBe('email_conflict');
    expect((await create({ email: 'new@example.com', external_id: 'crm-7' })).json.error).toBe('conflict');
    const { id } = (await create({ email: 'carol@example.com' })).json;
    expect((await operate('PATCH', `/clients/${id}`, { email: 'bob@example.com' })).json.error).toBe('email_conflict');
    expect(await typesOf(id)).toEqual(['client.created']);
  });

  test('may be made of nothing but nulls', async () => {
    const { status, json } = await create({ name: null, tags: null, address: null });
    expect([status, json.tags, json.address]).toEqual([201, [], null]);
  });

  test('is the one that an order with its external id belongs to', async () => {
    const { id } = (await create({ external_id: 'crm-8', name: 'Dan' })).json;
    const lines = [{ description: 'x', quantity: 1, unit_price_cents: 1 }];
    const body = { external_id: `acted-${++serial}`, lines, client: { external_id: 'crm-8' } };
    const headers = { authorization: `Bearer ${connector.key}` };
    expect((await hub.call('POST', '/integrations/v1/orders', { body, headers })).json.client_id).toBe(id);
  });

  test('is listed by both APIs, and not for others', async () => {
    const { rows } = await read('/clients?limit=100');
    expect(rows.length).toBeGreaterThan(1);
    expect((await operate('GET', `/orgs/${tenant.organisationId}/clients?limit=100`)).json.rows).toEqual(rows);
    expect((await read('/clients', neighbour)).rows).toEqual([]);
  });
});

describe('a vendor', () => {
  const create = (body: object) => operate('POST', `/orgs/${tenant.organisationId}/vendors`, body);

  test('is created, changed and claimed, each with one event', async () => {
    const { status, json } = await create({ name: 'Wool & Co', website: 'https://wool.example', notes: 'two\nlines' });
    expect([status, json.status, json.notes]).toEqual([201, 'unclaimed', 'two\nlines']);
    await operate('PATCH', `/vendors/${json.id}`, { website: null });
    await operate('PATCH', `/vendors/${json.id}`, {});
    const claimed = (await operate('POST', `/vendors/${json.id}/claim`, {})).json;
    expect(claimed).toMatchObject({ status: 'claimed', website: null });
    expect((await operate('POST', `/vendors/${json.id}/claim`)).json).toEqual(claimed);
    expect(await typesOf(json.id)).toEqual(['vendor.created', 'vendor.updated', 'vendor.claimed']);
    expect(await read(`/vendors/${json.id}`)).toEqual(claimed);
    expect((await read('/vendors')).rows).toEqual((await operate('GET', `/orgs/${tenant.organisationId}/vendors`)).json.rows);
    expect((await read('/vendors', neighbour)).rows).toEqual([]);
  });

  test.each([
    [{}, 'name'],
    [{ name: 'x', email: 'not one' }, 'email'],
    [{ name: 'x', website: 'ftp://x.example' }, 'website'],
    [{ name: 'x', phones: '1' }, 'phones'],
  ])('is not made of %j', async (body, path) => {
    const { status, json } = await create(body);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });
});

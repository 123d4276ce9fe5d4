/**
 * Makes every type of event happen through the front door, in ways that fill fields and in ways that leave them null, and
 * gathers what a real subscriber got. Things that must not be told, repetitions above all, are done as well.
 */
import { type EventType, eventTypes } from '../../core/domain/event.ts';
import { type Answer, eventually, type TestHub, type TestTenant } from './hub.ts';
import type { AnyJson } from './json.ts';
import { answering, type ReceivedWebhook, startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';
import { openWebsite, type WebsiteShop } from './website-shop.ts';
import { openShop, type WooShop } from './woo-shop.ts';

/** What happened. */
export interface EveryEvent {
  /** Two organisations: one with a shop of each protocol, one with a WooCommerce shop. */
  readonly tenants: readonly TestTenant[];
  /** The types that had to be told, each as often as it had to be. */
  readonly expected: readonly EventType[];
  readonly received: readonly ReceivedWebhook[];
}

/** The ways into the hub. */
interface Doors {
  readonly tenant: TestTenant;
  /** Waits for something to be done, which must be told as these events, and gives its answer. */
  told(doing: Promise<Answer>, ...types: EventType[]): Promise<AnyJson>;
  /** A call to the integration API. */
  integrate(path: string, body: object): Promise<Answer>;
  /** A call to the storeep API. */
  visit(body: object): Promise<Answer>;
  /** A call to the operator API. */
  operate(method: string, path: string, body?: object): Promise<Answer>;
}

const address = {
  name: 'Ada Lovelace',
  company: 'Analytical Ltd',
  line1: '12 St James Square',
  line2: 'Second floor',
  city: 'London',
  region: 'Greater London',
  postal_code: 'SW1Y 4JH',
  country: 'GB',
  phone: '+44 20 7946 0000',
};
const mug = { external_id: 'line-1', sku: 'MUG-1', description: 'Mug', quantity: 2, unit_price_cents: 1999, discount_cents: 100 };
const fullOrder = {
  external_id: 'shop-1001',
  order_number: '1001',
  placed_at: '2026-01-02T03:04:05Z',
  lines: [mug, { description: 'Gift wrap', quantity: 0.5, unit_price_cents: 300, tax_cents: 60 }],
  shipping_cents: 500,
  discount_cents: 200,
  total_cents: 4408,
  notes: 'Please ring twice',
  client: { external_id: 'buyer-1', email: 'ada@example.com', name: 'Ada Lovelace', phone: '+44 20 7946 0000' },
  shipping_address: address,
  billing_address: { name: 'Ada Lovelace', country: 'GB' },
  payment: { external_id: 'pay-1', amount_cents: 4408, method: 'card', paid_at: '2026-01-02T03:05:00Z' },
  session_id: 'visit-1',
  metadata: { campaign: 'spring', steps: [1, 2], gift: null },
};

/** Runs everything on a hub that looks for alerts several times a second. Rejects when something was not told in a while. */
export async function makeEveryEvent(hub: TestHub): Promise<EveryEvent> {
  const receiver = await startWebhookReceiver();
  const website = await openWebsite(hub);
  const woo = await openShop(hub);
  const event_types = eventTypes.filter((type) => type !== 'webhook.test');
  const endpoint = await hub.endpoint(website.tenant, receiver.url, { event_types });
  await hub.endpoint(woo.tenant, receiver.url, { event_types });

  const expected: EventType[] = [];
  const doors = await openDoors(hub, website.tenant, expected);
  await sellAndSend(doors);
  await sellAndTakeBack(doors);
  await knowClients(doors);
  await useWebsite(doors, website);
  await countStock(doors);
  await loseReceiver(hub, doors, receiver);
  await useWooCommerce(doors, woo);
  const keyBody = { name: 'tester', scope: 'read_write' };
  const { key } = (await hub.admin('POST', `/orgs/${website.tenant.organisationId}/api-keys`, keyBody)).json;
  const headers = { authorization: `Bearer ${key}` };
  await doors.told(hub.call('POST', `/v1/webhooks/test/${endpoint.id}`, { headers }), 'webhook.test');
  await eventually(() => (receiver.received.length >= expected.length ? true : undefined));
  return { tenants: [website.tenant, woo.tenant], expected, received: receiver.received };
}

async function openDoors(hub: TestHub, tenant: TestTenant, expected: EventType[]): Promise<Doors> {
  const shop = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
  const visits = await hub.connector(tenant, 'storeep');
  const post = (path: string, body: object, key: string) =>
    hub.call('POST', path, { body, headers: { authorization: `Bearer ${key}` } });
  return {
    tenant,
    async told(doing, ...types) {
      const { status, text, json } = await doing;
      if (status >= 300) throw new Error(`what had to be told as ${types.join(', ')} was answered with ${status} ${text}`);
      expected.push(...types);
      return json;
    },
    integrate: (path, body) => post(`/integrations/v1${path}`, body, shop.key),
    visit: (body) => post('/api/v1/sessions', body, visits.key),
    operate: (method, path, body = {}) => hub.admin(method, path, body),
  };
}

async function sellAndSend({ told, integrate, visit, operate }: Doors): Promise<void> {
  const session = {
    session_id: 'visit-1',
    landing_url: 'https://shop.example.com/?utm_source=news',
    utm_source: 'news',
    gclid: 'g-1',
  };
  await told(visit(session), 'session.created');
  await told(visit(session));
  const { id } = await told(integrate('/orders', fullOrder), 'client.created', 'payment.recorded', 'order.created');
  await told(integrate('/orders', fullOrder));
  const parcel = {
    carrier: 'Royal Mail',
    tracking_number: 'RM123456789GB',
    tracking_url: 'https://track.example.com/RM123456789GB',
  };
  await told(operate('POST', `/orders/${id}/tracking`, parcel), 'shipment.tracking_added');
  await told(operate('POST', `/orders/${id}/tracking`, parcel));
  await told(operate('POST', `/orders/${id}/tracking`, { carrier: 'DHL', tracking_number: '1' }), 'shipment.tracking_added');
  await told(operate('POST', `/orders/${id}/ship`), 'order.shipped');
  await told(operate('POST', `/orders/${id}/ship`));
  await told(operate('POST', `/orders/${id}/deliver`), 'order.delivered');
  await told(operate('POST', `/orders/${id}/deliver`));
}

async function sellAndTakeBack({ told, integrate }: Doors): Promise<void> {
  const bare = { external_id: 'shop-1002', lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1500 }] };
  const { id } = await told(integrate('/orders', bare), 'order.created');
  const money = { external_id: 'pay-2', amount_cents: 1500 };
  const payment = await told(integrate(`/orders/${id}/payments`, money), 'payment.recorded', 'order.updated');
  await told(integrate(`/orders/${id}/payments`, money));
  await told(integrate(`/payments/${payment.id}/refund`, {}), 'payment.refunded', 'order.updated');
  await told(integrate(`/payments/${payment.id}/refund`, {}));
  await told(integrate(`/orders/${id}/cancel`, { reason: 'changed their mind' }), 'order.cancelled');
  await told(integrate(`/orders/${id}/cancel`, {}));
}

async function knowClients({ tenant, told, integrate, operate }: Doors): Promise<void> {
  const known = {
    external_id: 'buyer-1',
    type: 'wholesale',
    tags: ['vip'],
    address: { line1: '12 St James Square', country: 'GB' },
  };
  await told(integrate('/clients', known), 'client.updated');
  await told(integrate('/clients', known));
  await told(operate('POST', `/orgs/${tenant.organisationId}/stores/${tenant.storeId}/clients`), 'client.created');
}

async function useWebsite({ told }: Doors, website: WebsiteShop): Promise<void> {
  const order = { external_order_ref: 'WEB-1', line_items: [{ sku: 'ABC-001', quantity: '1.50', unit_price: '19.995' }] };
  await told(website.send('orders/cancelled', { external_order_ref: 'WEB-1' }), 'order.cancelled');
  await told(website.send('orders/created', order), 'order.created');
  await told(website.send('orders/created', order));
  const more = { ...order, discount_amount: '0.50', buyer_email: 'bob@example.com' };
  await told(website.send('orders/created', more), 'client.created', 'order.updated');
  const question = { submission_id: 'sub-1', name: 'Ada', email: 'ada@example.com', message: 'Is the mug\ndishwasher safe?' };
  const asked = { ...question, company: 'Analytical Ltd', target_date: '2026-02-01' };
  await told(website.send('messages/contact', asked), 'message.received');
  await told(website.send('messages/contact', asked));
  await told(website.send('messages/contact', { ...question, submission_id: 'sub-2' }), 'message.received');
}

async function countStock({ tenant, told, operate }: Doors): Promise<void> {
  const put = (product: object) => operate('PUT', `/orgs/${tenant.organisationId}/products`, { products: [product] });
  const stocked = { sku: 'MUG-1', title: 'Mug', store: 'main', price: 1999, stock_quantity: 12 };
  await told(put(stocked), 'inventory.updated');
  await told(put({ ...stocked, title: 'Large mug' }));
  await told(put({ ...stocked, stock_quantity: null, published: false }), 'inventory.updated');
  await told(put({ sku: 'ABC-001', title: 'Lamp', stock_quantity: 0 }), 'inventory.updated');
}

async function knowVendors({ tenant, told, operate }: Doors): Promise<void> {
  const { id } = await told(
    operate('POST', `/orgs/${tenant.organisationId}/vendors`, { name: 'Potters of Stoke' }),
    'vendor.created',
  );
  const contact = { email: 'hello@potters.example', phone: '1', website: 'https://potters.example', notes: 'Slow in August' };
  await told(operate('PATCH', `/vendors/${id}`, contact), 'vendor.updated');
  await told(operate('PATCH', `/vendors/${id}`, contact));
  await told(operate('POST', `/vendors/${id}/claim`), 'vendor.claimed');
  await told(operate('POST', `/vendors/${id}/claim`));
}

/** An endpoint whose receiver is gone is disabled at its first delivery, which is an alert for as long as it is there. */
async function loseReceiver(hub: TestHub, doors: Doors, receiver: WebhookReceiver): Promise<void> {
  const gone = await startWebhookReceiver(answering(410));
  const { id } = await hub.endpoint(doors.tenant, gone.url, { event_types: ['vendor.created'] });
  await knowVendors(doors);
  await eventually(() => receiver.received.find(({ type }) => type === 'alert.raised'));
  await doors.told(hub.admin('DELETE', `/webhook-endpoints/${id}`), 'alert.raised', 'alert.ended');
}

async function useWooCommerce({ told }: Doors, shop: WooShop): Promise<void> {
  await told(shop.play('009-created-order.created'), 'client.created', 'payment.recorded', 'order.created');
  await told(shop.play('009-created-order.created'));
  await told(shop.play('014-deleted-order.deleted'), 'order.updated');
  await told(shop.play('014-deleted-order.deleted'));
}

/**
 * A Shopify shop for front-door tests: a tenant with one connector, and deliveries signed and worded as Shopify's are.
 * It signs by its own few lines, not by the hub's.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { plain } from '../../adapters/shopify/fixtures/plain-order.ts';
import type { Answer, TestConnector, TestHub, TestTenant } from './hub.ts';
import type { AnyJson } from './json.ts';

/** Where shops deliver when they know only the hub. */
export const shopifyRoute = '/webhooks/shopify';

/** How a delivery differs from an honest one. */
export interface ShopifyDelivery {
  readonly path?: string;
  readonly domain?: string;
  readonly secret?: string;
  /** Its own for each delivery when absent. */
  readonly webhookId?: string;
  /** Added to the headers, or in their place; `undefined` leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** One shop. */
export interface ShopifyShop {
  readonly tenant: TestTenant;
  readonly connector: TestConnector;
  readonly domain: string;
  readonly secret: string;
  /** Delivers a body, which is signed as it is when it is text or bytes. */
  deliver(topic: string, body: unknown, options?: ShopifyDelivery): Promise<Answer>;
  /** The organisation's orders, by the read API. */
  orders(): Promise<AnyJson[]>;
  /** Its only order. */
  onlyOrder(): Promise<AnyJson>;
  /** Its clients, by the read API. */
  clients(): Promise<AnyJson[]>;
  /** What is kept for an operator, newest first. */
  quarantined(): Promise<AnyJson[]>;
  /** The types of all events, oldest first, and those of one commit by their names. */
  eventTypes(): Promise<readonly string[]>;
}

/** A small paid order over 27.60 EUR, with some fields changed. */
export const shopifyOrder = (change: object = {}): object => ({ ...plain, id: 450_789_469, ...change });

/** A refund of that order. */
export const shopifyRefund = (id: string, amount: string, change: object = {}): object => ({
  id,
  order_id: '450789469',
  created_at: '2026-11-21T10:00:00+01:00',
  transactions: [{ id: '1', kind: 'refund', status: 'success', amount, currency: 'EUR' }],
  refund_line_items: [],
  order_adjustments: [],
  ...change,
});

let shops = 0;

/** A shop of its own for each test, unless `options` name its domain and secret. */
export async function openShopify(hub: TestHub, options: { domain?: string; secret?: string } = {}): Promise<ShopifyShop> {
  const domain = options.domain ?? `shop-${++shops}.myshopify.com`;
  const secret = options.secret ?? `shpss_${randomUUID()}`;
  const tenant = await hub.tenant();
  const connector = await hub.connector(tenant, 'shopify', { config: { shop_domain: domain, app_secret: secret } });
  const read = async (path: string): Promise<AnyJson[]> =>
    (await hub.call('GET', path, { headers: { authorization: `Bearer ${tenant.readKey}` } })).json.rows;

  return {
    tenant,
    connector,
    domain,
    secret,
    deliver(topic, json, { path = shopifyRoute, webhookId = randomUUID(), headers = {}, ...claimed } = {}) {
      const body = typeof json === 'string' || json instanceof Uint8Array ? json : JSON.stringify(json);
      const all = {
        'content-type': 'application/json',
        'user-agent': 'Shopify-Captain-Hook',
        'x-shopify-topic': topic,
        'x-shopify-shop-domain': claimed.domain ?? domain,
        'x-shopify-api-version': '2026-04',
        'x-shopify-webhook-id': webhookId,
        'x-shopify-hmac-sha256': createHmac('sha256', claimed.secret ?? secret)
          .update(body)
          .digest('base64'),
        ...headers,
      };
      const sent = Object.fromEntries(
        Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
      return hub.call('POST', path, { body, headers: sent });
    },
    orders: () => read('/v1/orders'),
    async onlyOrder() {
      const rows = await read('/v1/orders');
      if (rows.length !== 1) throw new Error(`there are ${rows.length} orders`);
      return rows[0];
    },
    clients: () => read('/v1/clients'),
    async quarantined() {
      return (await hub.admin('GET', `/connectors/${connector.id}/requests?quarantined=true`)).json.rows;
    },
    async eventTypes() {
      const events = await hub.query<{ type: string }>(
        `select type from crossdock.events where org_id = '${tenant.organisationId}' order by created_at, type`,
      );
      return events.map(({ type }) => type);
    },
  };
}

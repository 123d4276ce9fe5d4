/**
 * A website for front-door tests: a tenant with one connector and two products, and requests signed as a website signs them.
 * It signs by its own few lines, not by the hub's.
 */
import { createHmac } from 'node:crypto';
import type { Answer, TestConnector, TestHub, TestTenant } from './hub.ts';
import type { AnyJson } from './json.ts';

/** The three routes, below /webhooks/website. */
export type WebsiteRoute = 'orders/created' | 'orders/cancelled' | 'messages/contact';

/** How a request differs from an honest one. */
export interface WebsiteRequestOptions {
  readonly secret?: string;
  readonly atSeconds?: number;
  /** Stands between timestamp and body in what is signed. */
  readonly separator?: string;
  /** Added to the headers, or in their place; `undefined` leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** One website. */
export interface WebsiteShop {
  readonly tenant: TestTenant;
  readonly connector: TestConnector;
  /** Sends a body, which is signed as it is when it is text. */
  send(route: WebsiteRoute, body: unknown, options?: WebsiteRequestOptions): Promise<Answer>;
  /** Sends an order or an update of one; rejects unless it is answered with 200 and exactly {"ok":true}. */
  order(body: Readonly<Record<string, unknown>>): Promise<void>;
  /** The organisation's orders, by the read API. */
  orders(): Promise<AnyJson[]>;
  /** Its only order. */
  onlyOrder(): Promise<AnyJson>;
  /** The types of the orders' events, in the order in which they happened. */
  orderEvents(): Promise<readonly string[]>;
}

/** `X-CW-Signature` over a body. */
export function websiteSignature(secret: string, body: string, atSeconds: number, separator = '.'): string {
  return `v1=${createHmac('sha256', secret).update(`${atSeconds}${separator}${body}`).digest('hex')}`;
}

/** A website of its own, selling ABC-001 and ABC-002; `options` are those of the connector. */
export async function openWebsite(
  hub: TestHub,
  { websiteUrl, ...options }: Readonly<Record<string, unknown>> & { readonly websiteUrl?: string } = {},
): Promise<WebsiteShop> {
  const tenant = await hub.tenant(websiteUrl === undefined ? {} : { websiteUrl });
  const products = ['ABC-001', 'ABC-002'].map((sku) => ({ sku, title: sku }));
  await hub.admin('PUT', `/orgs/${tenant.organisationId}/products`, { products });
  const connector = await hub.connector(tenant, 'website', options);

  const send: WebsiteShop['send'] = (route, json, { secret = connector.secret, atSeconds, separator, headers = {} } = {}) => {
    const body = typeof json === 'string' ? json : JSON.stringify(json);
    const seconds = atSeconds ?? Math.floor(Date.now() / 1_000);
    const all = {
      'content-type': 'application/json',
      authorization: `Bearer ${connector.key}`,
      'x-cw-timestamp': String(seconds),
      'x-cw-signature': websiteSignature(secret, body, seconds, separator),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    return hub.call('POST', `/webhooks/website/${route}`, { body, headers: sent });
  };
  const orders: WebsiteShop['orders'] = async () => {
    const answer = await hub.call('GET', '/v1/orders', { headers: { authorization: `Bearer ${tenant.readKey}` } });
    return answer.json.rows;
  };
  return {
    tenant,
    connector,
    send,
    orders,
    async order(body) {
      const { status, text } = await send('orders/created', body);
      if (status !== 200 || text !== '{"ok":true}') throw new Error(`the order was answered with ${status} ${text}`);
    },
    async onlyOrder() {
      const rows = await orders();
      if (rows.length !== 1) throw new Error(`there are ${rows.length} orders`);
      return rows[0];
    },
    async orderEvents() {
      const rows = await hub.query<{ type: string }>(
        `select type from crossdock.events where org_id = '${tenant.organisationId}' and object_type = 'order' order by sequence`,
      );
      return rows.map(({ type }) => type);
    },
  };
}

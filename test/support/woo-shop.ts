/**
 * A WooCommerce shop for front-door tests: a tenant with one connector, and deliveries signed and worded as a shop's are.
 */
import { capture, type captureNames, readFixture } from '../../adapters/woocommerce/fixtures/samples.ts';
import { type Answer, type TestConnector, type TestHub, type TestTenant, wooSignature } from './hub.ts';
import type { AnyJson } from './json.ts';

/** Where shops deliver when they know only the hub. */
export const wooRoute = '/integrations/v1/webhook/woocommerce';

/** The body of a real paid order, as JSON; amounts are text. */
export const plainOrder: Readonly<Record<string, unknown>> & { readonly billing: object } = JSON.parse(
  readFixture('captures/009-created-order.created.body').toString(),
);

/** The same order with some fields changed, as a body. */
export const changedOrder = (change: object): string => JSON.stringify({ ...plainOrder, ...change });

/** One shop. */
export interface WooShop {
  readonly tenant: TestTenant;
  readonly connector: TestConnector;
  /** The shop's address, without a slash at the end. */
  readonly source: string;
  /** Delivers as a shop does: no Authorization, signed, the source and topic as claims. */
  deliver(
    body: Uint8Array | string,
    topic: string,
    options?: { secret?: string; path?: string; source?: string },
  ): Promise<Answer>;
  /** Delivers a capture, its bytes untouched. */
  play(name: (typeof captureNames)[number]): Promise<Answer>;
  /** The organisation's orders, by the read API. */
  orders(): Promise<AnyJson[]>;
}

let shops = 0;

/** A shop of its own for each test, so that the captures' order ids are new to it. */
export async function openShop(hub: TestHub, options: Record<string, unknown> = {}): Promise<WooShop> {
  const host = `shop-${++shops}.example.com`;
  const source = `https://${host}`;
  const tenant = await hub.tenant({ websiteUrl: `https://www.${host}/store` });
  const connector = await hub.connector(tenant, 'woocommerce', options);

  const deliver: WooShop['deliver'] = (
    body,
    topic,
    { secret = connector.secret, path = wooRoute, source: claimed = source } = {},
  ) => {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'WooCommerce/9.9.5 Hookshot (WordPress/6.8.7)',
      'x-wc-webhook-source': `${claimed}/`,
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-signature': wooSignature(secret, body),
    };
    return hub.call('POST', path, { body, headers });
  };
  return {
    tenant,
    connector,
    source,
    deliver,
    play(name) {
      const { request } = capture(name);
      return deliver(request.body, request.headers['x-wc-webhook-topic'] ?? '');
    },
    async orders() {
      return (await hub.call('GET', '/v1/orders', { headers: { authorization: `Bearer ${tenant.readKey}` } })).json.rows;
    },
  };
}

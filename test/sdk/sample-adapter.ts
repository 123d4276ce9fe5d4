/**
 * A small adapter that keeps every law, and the ways to spoil it. It stands for no real storefront.
 */
import { conformanceLaws, type ConformanceSamples } from '../../core/sdk/conformance.ts';
import {
  bearerClaim,
  defineAdapter,
  type HubEvent,
  hmacBase64,
  type Inbound,
  type InboundRequest,
  jsonReply,
  type Outbound,
  type OutboundMessage,
  type PayloadFormatAdapter,
  type Route,
  type Target,
  type Translation,
  verifyBase64Hmac,
} from '../../core/sdk/index.ts';

const secret = 'a3f1c9d27be04f6f8a51c0de9b7e4412a3f1c9d27be04f6f8a51c0de9b7e4412';

export const route: Route = {
  method: 'POST',
  path: '/sample/orders',
  summary: 'A sample shop reports an order that is gone.',
  scope: 'orders:write',
  body: 'json',
  translate: ({ json: { id } }) => {
    if (typeof id !== 'string' || !/^[a-z0-9]{1,20}$/.test(id)) return { kind: 'quarantine', reason: 'id is missing or no id' };
    return { kind: 'command', command: { name: 'order.delete', externalId: `sample-${id}` } };
  },
  reply: (outcome) => jsonReply(200, { ok: true, kind: outcome.kind }),
};

export const inbound: Inbound = {
  routes: [route],
  probes: [{ method: 'GET', path: '/sample/health', reply: jsonReply(200, { ok: true }) }],
  identify: bearerClaim,
  signature: {
    required: 'always',
    header: 'x-signature',
    verify: ({ headers, body }, { secrets }) => verifyBase64Hmac({ header: headers['x-signature'], body, secrets }),
  },
  refuse: ({ status, code, detail }) => jsonReply(status, { error: code, detail }),
};

export const outbound: Outbound = {
  events: ['order.created', 'webhook.test'],
  maxSubscriptions: 10,
  build: ({ dataJson, type }, { url, nowSeconds }) => ({
    kind: 'http',
    method: 'POST',
    url,
    headers: { 'X-Event': type, 'X-Time': String(nowSeconds) },
    body: dataJson,
  }),
  judge: ({ status }) => (status >= 200 && status <= 299 ? 'delivered' : 'retry'),
};

export const good: PayloadFormatAdapter = defineAdapter({
  apiVersion: 1,
  format: 'sample',
  version: '1.0.0',
  configSchema: { type: 'object', properties: { relay: { type: 'string', format: 'secret' } }, additionalProperties: false },
  keyPrefix: 'smp_',
  scopes: ['orders:write'],
  inbound,
  outbound,
});

const bareEvent: HubEvent = {
  id: '0198c1a2-7b3c-7d4e-8f50-617283940a5b',
  type: 'order.created',
  createdAt: '2026-01-02T03:04:05.678Z',
  organisationId: '0198c1a2-7b3c-7d4e-8f50-617283940a5c',
  storeId: null,
  sequence: 1,
  dataJson: '{"order":{"id":"x","site":"shop.example"}}',
};

const target: Target = {
  deliveryId: 'd1',
  transport: 'http',
  url: 'https://receiver.example/hook',
  headers: {},
  secrets: [secret],
  config: {},
  standardWebhooks: false,
  nowSeconds: 1_767_323_045,
};

const body = Buffer.from('{"id":"42"}');
export const signed: InboundRequest = {
  method: 'POST',
  path: '/sample/orders',
  params: {},
  query: new URLSearchParams(),
  headers: { 'content-type': 'application/json', 'x-signature': hmacBase64(secret, body) },
  body: Uint8Array.from(body),
};

export const samples: ConformanceSamples<object> = {
  config: {},
  store: { id: '0198c1a2-7b3c-7d4e-8f50-617283940a5d', currency: 'EUR', timezone: 'Europe/Berlin' },
  requests: [{ name: 'a deletion', request: signed, proof: { headers: ['x-signature'], secret, nowSeconds: 1_767_323_045 } }],
  events: [bareEvent],
  targets: [target],
};

/** Names of the laws that an adapter breaks, in their order, each with its sentence. */
export async function brokenLaws(adapter: PayloadFormatAdapter, given = samples): Promise<ReadonlyMap<string, string>> {
  const sentences = new Map<string, string>();
  for (const law of conformanceLaws(adapter, given)) {
    try {
      await law.check();
    } catch (error) {
      sentences.set(law.name, (error as Error).message); // laws throw nothing but Error
    }
  }
  return sentences;
}

export const withInbound = (other: Partial<Inbound>): PayloadFormatAdapter => ({ ...good, inbound: { ...inbound, ...other } });
export const withRoute = (other: Partial<Route>): PayloadFormatAdapter => withInbound({ routes: [{ ...route, ...other }] });
export const withOutbound = (other: Partial<Outbound>): PayloadFormatAdapter => ({
  ...good,
  outbound: { ...outbound, ...other },
});
export const withVerify = (verify: NonNullable<Inbound['signature']>['verify']): PayloadFormatAdapter =>
  withInbound({ signature: { required: 'always', header: 'x-signature', verify } });
export const translating = (translation: Translation): PayloadFormatAdapter => withRoute({ translate: () => translation });
export const building = (change: (message: OutboundMessage, event: HubEvent) => OutboundMessage): PayloadFormatAdapter =>
  withOutbound({ build: (event, to) => change(outbound.build(event, to), event) });

/** Throws where an expression is expected. */
export function raise(sentence: string): never {
  throw new Error(sentence);
}

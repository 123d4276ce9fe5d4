/** Three formats for the operator API's tests: one with keys that also sends, one found by its shop, one with secret settings. */
import { compileSchema } from '../../core/registry/json-schema.ts';
import { type HttpReply, jsonReply } from '../../core/domain/http-reply.ts';
import type { AdapterCatalogue } from '../../core/sdk/catalogue.ts';
import { bearerClaim, shopHost } from '../../core/sdk/identify.ts';
import type { JsonSchema, PayloadFormatAdapter, Route } from '../../core/sdk/contract.ts';

const refuse = (): HttpReply => jsonReply(400, {});

function route(path: string, method: Route['method'] = 'POST'): Route {
  return {
    method,
    path,
    summary: 'Takes something.',
    scope: 'orders:write',
    body: 'json',
    translate: () => ({ kind: 'ignore', reason: 'a test' }),
    reply: () => jsonReply(200, {}),
  };
}

const noSettings: JsonSchema = { type: 'object', properties: {}, additionalProperties: false };

const peptideclients: PayloadFormatAdapter = {
  apiVersion: 1,
  format: 'peptideclients',
  version: '1.2.3',
  configSchema: noSettings,
  keyPrefix: 'pck_int_',
  setup: { title: 'Plain API', description: 'A program sends orders.', steps: ['Send to {delivery_url}.'] },
  scopes: ['orders:write', 'clients:write'],
  inbound: {
    routes: [
      route('/integrations/v1/orders'),
      route('/integrations/v1/orders/:orderId/payments'),
      route('/integrations/v1/orders/by-external/:externalId', 'GET'),
    ],
    identify: bearerClaim,
    signature: { required: 'per-key', header: 'X-Test', verify: () => 'absent' },
    refuse,
  },
  outbound: {
    events: ['order.created', 'order.updated', 'client.created'],
    maxSubscriptions: 10,
    build: () => ({ kind: 'http', method: 'POST', url: 'https://example.com/', headers: {}, body: '' }),
    judge: () => 'delivered',
  },
};

const woocommerce: PayloadFormatAdapter = {
  apiVersion: 1,
  format: 'woocommerce',
  version: '1.0.0',
  configSchema: noSettings,
  keyPrefix: 'pck_int_',
  scopes: ['orders:write'],
  inbound: {
    routes: [route('/integrations/v1/webhook/woocommerce'), route('/integrations/v1/webhook/woocommerce/:connectorId')],
    identify: () => ({ by: 'none' }),
    hintOf: (_config, store) => shopHost(store.websiteUrl),
    signature: { required: 'always', header: 'X-Test', verify: () => 'absent' },
    refuse,
  },
};

const partner: PayloadFormatAdapter = {
  apiVersion: 1,
  format: 'partner',
  version: '0.1.0',
  configSchema: {
    type: 'object',
    properties: {
      shop: { type: 'string' },
      api_secret: { type: 'string', format: 'secret', minLength: 8 },
      auth: {
        type: 'object',
        properties: { user: { type: 'string' }, password: { type: 'string', format: 'secret' } },
        required: ['user'],
        additionalProperties: false,
      },
    },
    required: ['api_secret'],
    additionalProperties: false,
  },
  scopes: [],
  inbound: {
    routes: [route('/webhook/partner/:connectorId')],
    identify: () => ({ by: 'none' }),
    hintOf: (config) => ('shop' in config ? String(config.shop) : undefined),
    refuse,
  },
};

const formats = [peptideclients, woocommerce, partner].map((adapter) => ({
  adapter,
  source: `./adapters/${adapter.format}`,
  checkConfig: compileSchema(adapter.configSchema).fields,
}));

/** The catalogue of the three, and one that could not be loaded. */
export const testCatalogue: AdapterCatalogue = {
  loaded: formats,
  failed: [{ source: './adapters/broken', reason: './adapters/broken needs a format' }],
  find: (format) => formats.find(({ adapter }) => adapter.format === format),
};

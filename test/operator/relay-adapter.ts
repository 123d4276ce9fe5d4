/**
 * A format for the tests of replies: buyers write by its one route, and replies go to its relay. It stands for no real
 * storefront.
 */
import { bearerClaim, jsonReply, type PayloadFormatAdapter } from '../../core/sdk/index.ts';
import type { AdapterCatalogue } from '../../core/sdk/catalogue.ts';
import { compileSchema } from '../../core/registry/json-schema.ts';
import { testCatalogue } from './adapters.ts';

/** Where replies go is a setting, a secret one among others, or else a place at the store's website. */
export interface RelaySettings {
  readonly relay_url?: string;
  readonly relay_token?: string;
}

/** Its relay has delivered a reply when it answers `{ "ok": true }`, and refuses it for good with 400. */
export const relayAdapter: PayloadFormatAdapter<RelaySettings> = {
  apiVersion: 1,
  format: 'postbox',
  version: '1.0.0',
  keyPrefix: 'pbx_',
  scopes: ['messages:write'],
  configSchema: {
    type: 'object',
    properties: { relay_url: { type: 'string' }, relay_token: { type: 'string', format: 'secret' } },
    additionalProperties: false,
  },
  inbound: {
    routes: [
      {
        method: 'POST',
        path: '/postbox/messages',
        summary: 'A buyer writes.',
        scope: 'messages:write',
        body: 'json',
        translate: ({ json }) => ({
          kind: 'command',
          command: {
            name: 'message.receive',
            message: {
              externalId: String(json['id']),
              channelCode: 'website',
              messageTypeCode: 'buyer_question',
              buyerEmail: String(json['email']),
              buyerName: 'Ada',
              body: String(json['message']),
              details: {},
            },
          },
        }),
        reply: (outcome) => jsonReply(200, outcome),
      },
    ],
    identify: bearerClaim,
    refuse: ({ status, code }) => jsonReply(status, { error: code }),
  },
  outbound: {
    events: [],
    maxSubscriptions: 0,
    relayUrl: ({ relay_url, relay_token = '' }, { websiteUrl }) => {
      const url = relay_url ?? (websiteUrl && `${websiteUrl}/replies`);
      return url?.replace('{token}', relay_token);
    },
    build: ({ type, dataJson }, { url, deliveryId }) => ({
      kind: 'http',
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json', 'X-PC-Delivery-Id': deliveryId, 'X-PC-Event-Type': type },
      body: dataJson,
    }),
    judge: ({ status, body }) => (status === 400 ? 'drop' : body === '{"ok":true}' ? 'delivered' : 'retry'),
  },
};

const loaded = {
  adapter: relayAdapter,
  source: './postbox',
  checkConfig: compileSchema(relayAdapter.configSchema).fields,
};

/** The formats of the other tests, and this one. */
export const relayCatalogue: AdapterCatalogue = {
  ...testCatalogue,
  loaded: [...testCatalogue.loaded, loaded],
  find: (format) => (format === 'postbox' ? loaded : testCatalogue.find(format)),
};

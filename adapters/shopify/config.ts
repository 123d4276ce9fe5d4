/**
 * The settings of one connector: which shop it is, and what proves it.
 */
import type { JsonSchema } from '../../core/sdk/index.ts';

/** Settings that met the schema. */
export interface ShopifyConfig {
  /** What X-Shopify-Shop-Domain says, in lower case. */
  readonly shop_domain: string;
  /** The secret of the app that the webhooks belong to, or the one that the shop's notification settings show. */
  readonly app_secret: string;
}

/** Their JSON Schema. */
export const configSchema: JsonSchema = {
  type: 'object',
  properties: {
    shop_domain: {
      type: 'string',
      title: 'Shop domain',
      maxLength: 253,
      pattern: '^(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$',
      description: 'The domain in X-Shopify-Shop-Domain, in lower case: example.myshopify.com.',
    },
    app_secret: {
      type: 'string',
      format: 'secret',
      minLength: 8,
      maxLength: 255,
      description:
        'The secret of the app that the webhooks belong to, or the one that the notification settings of the shop show.',
    },
  },
  required: ['shop_domain', 'app_secret'],
  additionalProperties: false,
};

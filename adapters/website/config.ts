/**
 * The settings of a website's connector.
 */
import { type JsonSchema, signatureTemplatePattern } from '../../core/sdk/index.ts';

/** All of them are optional. */
export interface WebsiteConfig {
  /** Where replies go; absent means below the store's website. */
  readonly relay_url?: string;
  /** What is signed; absent means `{timestamp}.{body}`. */
  readonly signature_template?: string;
}

/** An absolute address without a user name. Whether it may be reached is for the hub to judge. */
const webUrlPattern = '^https?://[^\\s/?#@\\\\\\p{Cc}]+(?:[/?#][^\\s\\p{Cc}]*)?$';

/** JSON Schema of the settings. */
export const configSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    relay_url: {
      type: 'string',
      format: 'uri',
      pattern: webUrlPattern,
      maxLength: 2_048,
      title: 'Relay URL',
      description: "Where replies to messages go. Absent: below the store's website.",
    },
    signature_template: {
      type: 'string',
      pattern: signatureTemplatePattern,
      maxLength: 200,
      description: 'What the website signs: {timestamp}.{body} when absent.',
    },
  },
};

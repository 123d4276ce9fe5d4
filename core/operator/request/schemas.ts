/**
 * Schemas of fields that several resources have.
 */
import type { JsonSchema } from '../../sdk/contract.ts';

/** What an organisation or a store is called in paths. */
export const slugSchema: JsonSchema = {
  type: 'string',
  format: 'slug',
  description: 'Its name in paths.',
  examples: ['acme'],
};

/** A password: long rather than colourful. */
export const passwordSchema: JsonSchema = {
  type: 'string',
  minLength: 10,
  maxLength: 1_000,
  description: 'The password, of at least 10 characters.',
};

/** What people call a thing. */
export const nameSchema: JsonSchema = { type: 'string', format: 'line', maxLength: 200, description: 'What people call it.' };

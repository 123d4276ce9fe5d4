/**
 * Schemas of fields that several resources have.
 */
import type { FieldSchema } from './body.ts';

/** What an organisation or a store is called in paths. */
export const slugSchema: FieldSchema = {
  type: 'string',
  format: 'slug',
  description: 'Its name in paths.',
  examples: ['acme'],
};

/** A password: long rather than colourful. */
export const passwordSchema: FieldSchema = {
  type: 'string',
  minLength: 10,
  maxLength: 1_000,
  description: 'The password, of at least 10 characters.',
};

/** What people call a thing. */
export const nameSchema: FieldSchema = {
  type: 'string',
  format: 'line',
  maxLength: 200,
  description: 'What people call it.',
  examples: ['Example'],
};

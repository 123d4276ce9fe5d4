/**
 * The schemas of bodies as they are published: what only this hub's validator knows by name is said in words.
 */
import type { JsonSchema } from '../../sdk/contract.ts';
import type { BodyReader } from '../request/body.ts';
import { formats } from '../request/formats.ts';

/** What JSON Schema calls a format of ours. */
const standardNames: Readonly<Record<string, string>> = { email: 'email', instant: 'date-time', 'web-url': 'uri' };

/** The `requestBody` of an operation. It may be left out where no field has to be given. */
export function requestBody({ schema }: BodyReader<unknown>): JsonSchema {
  const { required } = schema;
  const isRequired = Array.isArray(required) && required.length > 0;
  return { required: isRequired, content: { 'application/json': { schema: published(schema) } } };
}

/** Every `format` of ours becomes a sentence, and keeps its name only where others know it. */
function published(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(published);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, published(inner)] as const);
  const { format, ...rest }: JsonSchema = Object.fromEntries(entries);
  return typeof format === 'string' && isOurs(format) ? { ...rest, ...inWords(format, rest) } : Object.fromEntries(entries);
}

function isOurs(format: string): format is keyof typeof formats {
  return Object.hasOwn(formats, format);
}

function inWords(format: keyof typeof formats, { description }: JsonSchema): JsonSchema {
  const { message } = formats[format];
  const sentence = `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
  const name = standardNames[format];
  return {
    description: typeof description === 'string' ? `${description} ${sentence}` : sentence,
    ...(name === undefined ? {} : { format: name }),
  };
}

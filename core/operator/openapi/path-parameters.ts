/**
 * What stands at the `:names` of a path, told from the path itself.
 */
import type { JsonSchema } from '../../sdk/contract.ts';
import { text, uuid } from '../../schemas/field.ts';

/** What one of each collection is called. */
const singulars: Readonly<Record<string, string>> = {
  connectors: 'connector',
  requests: 'request',
  'api-keys': 'API key',
  'webhook-endpoints': 'webhook endpoint',
  deliveries: 'delivery',
  recoveries: 'recovery',
  orders: 'order',
  payments: 'payment',
  clients: 'client',
  vendors: 'vendor',
  conversations: 'conversation',
  replies: 'reply',
  operators: 'operator',
  invitations: 'invitation',
  tokens: 'token',
  audit: 'entry of the audit log',
  'alert-recipients': 'recipient',
};

/** The parameters of a path, in its order. Throws on a name or a collection that nobody has described. */
export function pathParameters(path: string): readonly JsonSchema[] {
  const segments = path.split('/');
  return segments.flatMap((segment, index) =>
    segment.startsWith(':') ? [parameter(segment.slice(1), segments[index - 1] ?? '')] : [],
  );
}

function parameter(name: string, collection: string): JsonSchema {
  const { description, ...schema } = schemaOf(name, collection);
  return { name, in: 'path', required: true, description, schema };
}

function schemaOf(name: string, collection: string): JsonSchema {
  if (name === 'org') return text("The organisation's id or slug.", 'acme');
  if (name === 'store') return text("The store's id or slug.", 'main');
  const singular = singulars[collection];
  if (name !== 'id' || singular === undefined) throw new Error(`nobody said what :${name} of /${collection} is`);
  return uuid(`The id of the ${singular}.`);
}

/**
 * Reads `POST /clients`.
 */
import type { JsonSchema, ParsedRequest, Translation } from '../../core/sdk/index.ts';
import type { AddressBody, ClientBody } from './order-body.ts';
import { present, readAddress } from './present.ts';
import { address, email, externalId, text } from './schema.ts';

interface WholeClientBody extends ClientBody {
  readonly external_id: string;
  readonly type?: 'retail' | 'wholesale' | null;
  readonly tags?: readonly string[] | null;
  readonly address?: AddressBody | null;
}

/** JSON Schema of a client. */
export const clientSchema: JsonSchema = {
  type: 'object',
  required: ['external_id'],
  properties: {
    external_id: externalId,
    email,
    name: text(255),
    phone: text(64),
    type: { enum: ['retail', 'wholesale', null] },
    tags: { type: ['array', 'null'], maxItems: 100, items: { type: 'string', minLength: 1, maxLength: 64 } },
    address,
  },
};

/** Stores a client or brings it up to date; an e-mail that belongs to another client is a conflict. */
export function translateClient({ json }: ParsedRequest): Translation {
  const body = json as unknown as WholeClientBody; // the schema has held
  const client = {
    externalId: body.external_id,
    ...present('email', body.email),
    ...present('name', body.name),
    ...present('phone', body.phone),
    ...present('type', body.type),
    ...present('tags', body.tags),
    ...present('address', body.address && readAddress(body.address)),
  };
  return { kind: 'command', command: { name: 'client.upsert', client, onEmailConflict: 'refuse' } };
}

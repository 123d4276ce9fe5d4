/**
 * How the operator API words a refusal.
 */
import { fault, type Fault, type FieldFault } from '../../domain/fault.ts';
import { type HttpReply, jsonReply } from '../../domain/http-reply.ts';

/** The answer to a refused call: `{ error, detail }`, and `fields` where fields were refused. */
export function word({ status, code, detail, fields }: Fault): HttpReply {
  return jsonReply(status, { error: code, detail, ...(fields === undefined ? {} : { fields }) });
}

/** The refusal of a call whose fields or query parameters are wrong; names all of them, and repeats no value. */
export function fieldsRefused(fields: readonly FieldFault[]): Fault {
  const names = [...new Set(fields.map(({ path }) => path))].filter((path) => path !== '');
  const detail = names.length === 0 ? 'the body must be a JSON object' : `not valid: ${names.join(', ')}`;
  return fault('validation_failed', detail, { fields });
}

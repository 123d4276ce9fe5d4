/**
 * How ChannelWeave's website protocol is answered: a flag and a code, never a sentence.
 */
import { type Fault, type FaultCode, type HttpReply, jsonReply } from '../../core/sdk/index.ts';

/** The protocol keeps 401 for keys. */
const aboutTheKey: ReadonlySet<FaultCode> = new Set(['missing_authorization', 'invalid_api_key']);

/** What other protocols answer with these, this one answers with 400: the request is wrong, whatever about it is. */
const wrongRequest: ReadonlySet<number> = new Set([401, 409, 422]);

/** A refusal. */
export function refuse({ code, status }: Fault): HttpReply {
  const answered = wrongRequest.has(status) && !aboutTheKey.has(code) ? 400 : status;
  return jsonReply(answered, { ok: false, error: code });
}

/** Everything that was understood: new, changed, known already, or too late. */
export function reply(): HttpReply {
  return jsonReply(200, { ok: true });
}

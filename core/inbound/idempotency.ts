/**
 * Step 5: was it done before? Reads the caller's Idempotency-Key and finds what was answered under it. The claim itself
 * is made in the transaction of the work.
 */
import { hash } from 'node:crypto';
import type { Connector } from '../domain/connector.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { IdempotencyClaim, IdempotencyStore } from '../domain/unit-of-work.ts';
import type { InboundRequest } from '../sdk/contract.ts';

/** The claim to commit the work under, or the reply that it had before, or a refusal. */
export type IdempotencyFinding =
  | { readonly kind: 'claim'; readonly claim: IdempotencyClaim }
  | { readonly kind: 'replay'; readonly reply: HttpReply }
  | Fault;

const keySyntax = /^[\x21-\x7e]{1,255}$/;

/** One pair of enclosing quotes is the structured-header spelling of the same key. */
function unquote(header: string): string {
  return header.length >= 2 && header.startsWith('"') && header.endsWith('"') ? header.slice(1, -1) : header;
}

/** Looks the key of one request up. `header` is the key as it was sent. */
export async function findEarlier(
  header: string,
  request: InboundRequest,
  connector: Connector,
  store: IdempotencyStore,
): Promise<IdempotencyFinding> {
  const key = unquote(header);
  if (!keySyntax.test(key)) return fault('invalid_idempotency_key');
  // The query counts where there is one: some protocols name the object there.
  const place = request.query.size === 0 ? request.path : `${request.path}?${request.query.toString()}`;
  const head = Buffer.from(`${request.method}\n${place}\n`);
  const fingerprint = hash('sha256', Buffer.concat([head, request.body]), 'buffer');
  const earlier = await store.find(connector, connector.id, key);
  if (!earlier) return { kind: 'claim', claim: { callerId: connector.id, key, fingerprint } };
  return fingerprint.equals(earlier.fingerprint) ? { kind: 'replay', reply: earlier.reply } : fault('idempotency_conflict');
}

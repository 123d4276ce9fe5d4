/**
 * Puts an answer on the wire with the headers that every answer carries.
 */
import type { Response } from 'express';
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { RateVerdict } from '../domain/rate-limit.ts';

/** What an answer may bring beside its reply. */
export interface AnswerFacts {
  readonly requestId: string;
  /** The refusal that the reply words. */
  readonly fault?: Fault;
  readonly replayed?: true;
  readonly rate?: RateVerdict & { readonly capPerMinute: number };
}

const windowSeconds = 60;

/**
 * Sends a reply. Nothing may be sent after it. What a reply words may be stored already, so a header that HTTP cannot carry
 * costs that header and not the answer: its name stands in `response.locals.unsendableHeaders`, for the server's log.
 */
export function sendReply(response: Response, reply: HttpReply, { requestId, fault, replayed, rate }: AnswerFacts): void {
  response.statusCode = reply.status;
  response.locals['errorCode'] = fault?.code;
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/json');
  const own = { ...(reply.contentType !== undefined && { 'Content-Type': reply.contentType }), ...reply.headers };
  response.locals['unsendableHeaders'] = Object.entries(own).flatMap(
    ([name, value]) => (isSet(response, name, value) ? [] : [/^[\w-]+$/.test(name) ? name : 'not a name']), // which could hold anything
  );
  if (replayed) response.setHeader('Idempotent-Replayed', 'true');
  if (rate) {
    response.setHeader('RateLimit-Policy', `"default";q=${rate.capPerMinute};w=${windowSeconds}`);
    response.setHeader('RateLimit', `"default";r=${rate.remaining};t=${rate.retryAfterSeconds || windowSeconds}`);
  }
  if (reply.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (fault?.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(fault.retryAfterSeconds));
  if (fault?.allow) response.setHeader('Allow', fault.allow.join(', '));
  if (fault?.code === 'payload_too_large') response.setHeader('Connection', 'close');
  response.end(reply.body);
}

/** False when name or value are such that HTTP cannot carry them, such as a value with a line break or beyond Latin-1. */
function isSet(response: Response, name: string, value: string): boolean {
  try {
    response.setHeader(name, value);
    return true;
  } catch {
    return false; // a TypeError is the answer to the question
  }
}

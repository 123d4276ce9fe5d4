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

/** Sends a reply. Nothing may be sent after it. */
export function sendReply(response: Response, reply: HttpReply, { requestId, fault, replayed, rate }: AnswerFacts): void {
  response.statusCode = reply.status;
  response.locals['errorCode'] = fault?.code;
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', reply.contentType ?? 'application/json');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
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

/**
 * Sends one HTTP request to a receiver that may do anything, and says what came of it within a deadline.
 * It never follows a redirect, never retries, never judges whether an answer is a success, and never throws for what
 * a receiver does.
 */
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { createConnector } from './connector.ts';
import { startDeadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import type { EgressPolicy } from './egress.ts';
import { findHeaderFault } from './header-policy.ts';
import { readExcerpt } from './response-excerpt.ts';
import type { BodyCut } from './response-excerpt.ts';
import { parseTargetUrl, sentUrlLimit } from './target-url.ts';
import { describeFailure } from './transport-failure.ts';
import type { TransportFailure } from './transport-failure.ts';

/** One request, complete: the transport adds only Host, Content-Length and Connection. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Status and headers came whole and in time. A status of any kind, 3xx included, is an answer. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** `retryAfter` as received; absent when the receiver sent none. */
  readonly headers: { readonly retryAfter?: string };
  /** The beginning of the body, as UTF-8, without NUL. */
  readonly body: string;
  /** False when the whole body was not read. */
  readonly bodyComplete: boolean;
  /** What ended the reading; present exactly when `bodyComplete` is false. */
  readonly bodyCutBy?: BodyCut;
}

/** No answer, and why. */
export interface Unanswered extends TransportFailure {
  readonly kind: 'failed';
}

/** What came of a request; the latency runs until the last byte that was read. */
export type Answer = (Answered | Unanswered) & { readonly latencyMilliseconds: number };

/** Throws only when it is used after `close`. */
export interface HttpTransport {
  send(request: TransportRequest): Promise<Answer>;
  /** Waits for what is in flight, one deadline at most, then closes every connection. Twice is once. */
  close(): Promise<void>;
}

/** What a transport is made of. */
export interface HttpTransportOptions {
  readonly policy: EgressPolicy;
  /** Milliseconds, for latencies only. */
  readonly now: () => number;
  /** For everything together: waiting for a connection, DNS, TCP, TLS, headers, body. Default 15,000. */
  readonly deadlineMilliseconds?: number;
  /** How much of a body is kept. Default 16,384. */
  readonly responseLimitBytes?: number;
  /** Connections to one origin at most; further requests wait, inside their deadline. Default 64. */
  readonly connectionsPerOrigin?: number;
  /** PEM certificates that are trusted in place of Node's own; absent means Node's own. */
  readonly certificateAuthorities?: readonly string[];
}

const headerLimitBytes = 16_384;
/** However long a receiver offers to keep a connection, a changed DNS entry should count soon. */
const idleConnectionMilliseconds = 30_000;

/** A transport with its own connections: one pool per origin, kept alive between requests. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { policy, now, deadlineMilliseconds = 15_000, responseLimitBytes = 16_384, connectionsPerOrigin = 64 } = options;
  const agent = new Agent({
    connect: createConnector({
      policy,
      timeoutMilliseconds: deadlineMilliseconds,
      ...(options.certificateAuthorities && { certificateAuthorities: options.certificateAuthorities }),
    }),
    connections: connectionsPerOrigin,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: headerLimitBytes,
    keepAliveMaxTimeout: idleConnectionMilliseconds,
    // The deadline covers both, and these two never fire while a receiver dribbles.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function exchange(request: TransportRequest, deadline: Deadline): Promise<Answered | Unanswered> {
    const url = parseTargetUrl(request.url, sentUrlLimit);
    if (url === undefined)
      return { kind: 'failed', error: 'invalid_request', detail: 'the URL is not a plain http or https URL' };
    const headerFault = findHeaderFault(request.headers);
    if (headerFault !== undefined) return { kind: 'failed', error: 'invalid_request', detail: headerFault };
    try {
      const sent = agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: { ...request.headers },
        body: request.body,
        signal: deadline.signal,
      });
      // undici notices an abort only once a request has a connection; one that waits for its turn must not wait longer.
      const response = await Promise.race([sent, deadline.expired]);
      return await readAnswer(response, deadline.signal);
    } catch (error) {
      if (!deadline.signal.aborted) return { kind: 'failed', ...describeFailure(error) };
      return { kind: 'failed', error: 'timeout', detail: `no answer within ${deadlineMilliseconds} milliseconds` };
    }
  }

  async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData, deadline: AbortSignal): Promise<Answered> {
    const excerpt = await readExcerpt(body, responseLimitBytes, deadline);
    const retryAfter = [headers['retry-after']].flat()[0];
    return {
      kind: 'answered',
      status: statusCode,
      headers: retryAfter === undefined ? {} : { retryAfter },
      body: excerpt.text,
      bodyComplete: excerpt.cutBy === undefined,
      ...(excerpt.cutBy && { bodyCutBy: excerpt.cutBy }),
    };
  }

  async function send(request: TransportRequest): Promise<Answer> {
    const startedAt = now();
    const deadline = startDeadline(deadlineMilliseconds);
    try {
      const outcome = await exchange(request, deadline);
      // A wall clock may be set back during a request.
      return { ...outcome, latencyMilliseconds: Math.max(0, now() - startedAt) };
    } finally {
      deadline.clear();
    }
  }

  let closing: Promise<void> | undefined;
  return { send, close: () => (closing ??= agent.close()) };
}

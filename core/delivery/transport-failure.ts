/**
 * Why no answer came, in words of our own: turns what undici and Node report into a closed set of codes, each with a
 * sentence for the endpoint's owner. No sentence holds an address, a URL, or a header's value.
 */
import { errors } from 'undici';
import { ConnectionFailure } from './connector.ts';
import type { ConnectionError } from './connector.ts';

/**
 * `invalid_request`: nothing was sent, and sending it again will not help. `invalid_response`: what came was not HTTP,
 * or had too many headers.
 */
export type TransportError = ConnectionError | 'invalid_request' | 'invalid_response';

/** A code to match on and a sentence to show. */
export interface TransportFailure {
  readonly error: TransportError;
  readonly detail: string;
}

/** Throws again only the use of a transport that is closed, which no receiver can cause. */
export function describeFailure(error: unknown): TransportFailure {
  if (error instanceof ConnectionFailure) return { error: error.reason, detail: error.message };
  if (error instanceof errors.ClientClosedError || error instanceof errors.ClientDestroyedError) throw error;
  if (error instanceof errors.InvalidArgumentError)
    return { error: 'invalid_request', detail: 'the request cannot be written as HTTP' };
  if (error instanceof errors.HeadersOverflowError)
    return { error: 'invalid_response', detail: 'the answer has too many bytes of headers' };
  // An answer out of turn, such as an unasked 100 or 101, is a SocketError too, and only its message says so.
  const brokenOff = error instanceof errors.SocketError && !error.message.startsWith('bad ');
  if (brokenOff || error instanceof errors.InformationalError || isSystemError(error)) {
    return { error: 'connection_reset', detail: 'the connection broke before an answer came' };
  }
  if (error instanceof errors.UndiciError || error instanceof errors.HTTPParserError) {
    return { error: 'invalid_response', detail: 'the answer was not HTTP/1.1' };
  }
  // TLS 1.3 tells a client that it lacks a certificate only after the handshake.
  if (isTlsError(error)) return { error: 'tls_failed', detail: `TLS broke off (${error.code})` };
  // undici asserts where an answer makes no sense, such as a 101 that nobody asked for or a status of 000.
  return { error: 'invalid_response', detail: 'the answer was not HTTP/1.1' };
}

/** Something that the operating system said about a socket, such as ECONNRESET, EPIPE or ETIMEDOUT. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function isTlsError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_SSL_');
}

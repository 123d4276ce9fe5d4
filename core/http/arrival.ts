/**
 * Turns a request of the HTTP server into what the pipeline takes.
 */
import { isIP } from 'node:net';
import type { Request } from 'express';
import type { Arrival } from '../inbound/exchange.ts';
import { readBody } from './read-body.ts';

/** Headers that carry a secret; the log keeps their names only. */
const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization']);
const secretName = /signature|hmac|secret|token|api-?key/;
/** SHA-256 or an HMAC of it, in hex or base64, wherever a partner puts it: it would prove the logged body again. */
const digestSyntax = /^(?:[\w-]{1,20}=)?(?:[0-9a-f]{64}|[0-9a-z+/_-]{43}=?)$/i;
const loggedValueLimit = 1_024;

/** The address of the caller: the socket's, or what a trusted proxy says; never text that is no address. */
export function clientIpOf(request: Request): string {
  const socketAddress = request.socket.remoteAddress ?? '';
  const address = request.ip ?? socketAddress;
  const known = isIP(address) ? address : socketAddress;
  return known.startsWith('::ffff:') && known.includes('.') ? known.slice('::ffff:'.length) : known;
}

/** Headers with lower-case names and one text each. */
export function headersOf(request: Request): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** The request as the pipeline sees it; its body is read at most once, when it is asked for. */
export function arrivalOf(request: Request, id: string, bodyLimitBytes: number): Arrival {
  const headers = headersOf(request);
  let body: ReturnType<typeof readBody> | undefined;
  return {
    id,
    request: {
      method: request.method,
      path: request.path,
      params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
      query: queryOf(request),
      headers,
    },
    clientIp: clientIpOf(request),
    readBody: () => (body ??= readBody(request, bodyLimitBytes)),
    loggedHeaders: loggedHeaders(headers),
  };
}

/** The query string, decoded as forms are. */
export function queryOf(request: Request): URLSearchParams {
  const mark = request.originalUrl.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : request.originalUrl.slice(mark + 1));
}

function loggedHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const isDigest = name !== 'idempotency-key' && digestSyntax.test(value.trim());
      const isSecret = secretHeaders.has(name) || secretName.test(name) || isDigest;
      return [[name, isSecret ? '[redacted]' : value.slice(0, loggedValueLimit)]];
    }),
  );
}

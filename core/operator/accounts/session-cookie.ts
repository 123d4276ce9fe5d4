/**
 * The cookie of a signed-in operator, and the token that every change has to bring beside it. A cookie goes along with
 * requests that other sites make; the token does not.
 *
 * Everywhere but on a loopback address the cookie is `__Host-` and `Secure`: it travels over https only, and no other host
 * can set it. A hub whose public URL is http on a loopback address has a plain one instead, because Safari keeps no
 * `Secure` cookie of `http://localhost`, and Chromium learnt late to keep one with the prefix. Nothing is lost there: what
 * never leaves the machine needs no encryption, and cookies know no ports, with the prefix or without. Such a hub reads
 * the plain cookie alone and every other hub the `__Host-` one alone, so that no neighbour can plant a session.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { fault, type Fault } from '../../domain/fault.ts';
import type { RandomBytes } from '../../domain/ports.ts';

type Headers = Readonly<Record<string, string | undefined>>;

const idLength = 32;
const idSyntax = /^[A-Za-z0-9_-]{43}$/;
/** What browsers take for this machine, as URL gives it. */
const loopbackHost = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** A new session's id: what the cookie holds. */
export function newSessionId(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(idLength)).toString('base64url');
}

/** The form in which a session's id is kept. */
export function hashSessionId(id: string): Buffer {
  return hash('sha256', id, 'buffer');
}

/** The header that gives a browser its cookie. */
export function sessionCookie(id: string, publicUrl: string): string {
  return `${cookieName(publicUrl)}=${id}; Path=/; ${isPlainLoopback(publicUrl) ? '' : 'Secure; '}HttpOnly; SameSite=Lax`;
}

/** The header that takes it away. */
export function noSessionCookie(publicUrl: string): string {
  return `${sessionCookie('', publicUrl)}; Max-Age=0`;
}

/** The id in a request's cookie; undefined when it has none. */
export function sessionIdOf({ cookie }: Headers, publicUrl: string): string | undefined {
  for (const part of (cookie ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=');
    if (name === cookieName(publicUrl)) return idSyntax.test(value) ? value : undefined;
  }
  return undefined;
}

/** What the cookie is called on a hub that is reached there. */
export function cookieName(publicUrl: string): string {
  return isPlainLoopback(publicUrl) ? 'crossdock' : '__Host-crossdock';
}

/** What a page of the same site sends along as X-CSRF-Token. Follows from the session, so nothing has to be kept. */
export function csrfTokenOf(sessionId: string): string {
  return createHmac('sha256', sessionId).update('csrf').digest('base64url');
}

/** Refuses a change that another site may have made a signed-in browser send; undefined when it may go on. */
export function forgeryFault(headers: Headers, method: string, sessionId: string, publicUrl: string): Fault | undefined {
  if (method === 'GET') return undefined;
  const foreign = foreignPageFault(headers, publicUrl);
  if (foreign) return foreign;
  const expected = Buffer.from(csrfTokenOf(sessionId));
  const token = Buffer.from(headers['x-csrf-token'] ?? '');
  if (token.length === expected.length && timingSafeEqual(token, expected)) return undefined;
  return fault('forbidden', 'a change with a session cookie needs its X-CSRF-Token');
}

/**
 * Refuses to sign somebody in from a page of another site, which could be to an account that is not theirs, and from a
 * page whose browser would throw the cookie away without a word. Programs send no Origin and are not asked.
 */
export function signInFault(headers: Headers, publicUrl: string): Fault | undefined {
  const foreign = foreignPageFault(headers, publicUrl);
  if (foreign || headers['origin'] === undefined || isTrustworthy(headers['origin'])) return foreign;
  return fault(
    'forbidden',
    'browsers keep this session over https or on the same machine only: open the hub by its https address, or as http://localhost',
  );
}

/** The page is the hub's when it is at the public URL, or at the very address that the request was sent to. */
function foreignPageFault(headers: Headers, publicUrl: string): Fault | undefined {
  const { origin, host, 'sec-fetch-site': site = 'same-origin' } = headers;
  const isSameSite = site === 'same-origin' || site === 'none';
  const isOurs = origin === undefined || origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host;
  if (isSameSite && isOurs) return undefined;
  const console = `${publicUrl.replace(/\/+$/, '')}/console`;
  return fault(
    'forbidden',
    `this has to come from a page of the hub: open ${console}, or set CROSSDOCK_PUBLIC_URL to the address that the browser shows`,
  );
}

/** Where browsers keep `Secure` cookies, or where this hub gives plain ones. */
function isTrustworthy(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && (url.protocol === 'https:' || loopbackHost.test(url.hostname));
}

function isPlainLoopback(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'http:' && loopbackHost.test(hostname);
}

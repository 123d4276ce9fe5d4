/**
 * The cookie of a signed-in operator, and the token that every change has to bring beside it. A cookie goes along with
 * requests that other sites make; the token does not.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { fault, type Fault } from '../../domain/fault.ts';
import type { RandomBytes } from '../../domain/ports.ts';

type Headers = Readonly<Record<string, string | undefined>>;

const cookieName = '__Host-crossdock';
const idLength = 32;
const idSyntax = /^[A-Za-z0-9_-]{43}$/;

/** A new session's id: what the cookie holds. */
export function newSessionId(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(idLength)).toString('base64url');
}

/** The form in which a session's id is kept. */
export function hashSessionId(id: string): Buffer {
  return hash('sha256', id, 'buffer');
}

/** The header that gives a browser its cookie. */
export function sessionCookie(id: string): string {
  return `${cookieName}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** The header that takes it away. */
export const noSessionCookie = `${cookieName}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;

/** The id in a request's cookie; undefined when it has none. */
export function sessionIdOf({ cookie }: Headers): string | undefined {
  for (const part of (cookie ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=');
    if (name === cookieName) return idSyntax.test(value) ? value : undefined;
  }
  return undefined;
}

/** What a page of the same site sends along as X-CSRF-Token. Follows from the session, so nothing has to be kept. */
export function csrfTokenOf(sessionId: string): string {
  return createHmac('sha256', sessionId).update('csrf').digest('base64url');
}

/** Refuses a change that another site may have made a signed-in browser send; undefined when it may go on. */
export function forgeryFault(headers: Headers, method: string, sessionId: string, publicUrl: string): Fault | undefined {
  if (method === 'GET') return undefined;
  const { origin, 'sec-fetch-site': site = 'same-origin', 'x-csrf-token': given = '' } = headers;
  const expected = Buffer.from(csrfTokenOf(sessionId));
  const token = Buffer.from(given);
  const isSameSite = site === 'same-origin' || site === 'none';
  const isOurs = origin === undefined || origin === new URL(publicUrl).origin || hostOf(origin) === headers['host'];
  if (isSameSite && isOurs && token.length === expected.length && timingSafeEqual(token, expected)) return undefined;
  return fault('forbidden', 'a change with a session cookie needs its X-CSRF-Token, from a page of this hub');
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}

/**
 * What a webhook may be sent to: one URL, which may hold placeholders, or one e-mail address. It judges how they are
 * written and resolves no name; the hub judges again at every connect where a name leads to.
 */
import { type HubFacts, isEmailAddress } from '../../core/sdk/index.ts';
import { lengthOf } from './fields.ts';
import { hasStrayBrace, splitUrl } from './placeholders.ts';

const maximumLength = 500;
const publicPorts: ReadonlySet<string> = new Set(['', '443', '8443']);

/** One host and at most one port. No percent sign, which the URL parser would decode, and nothing that it would mend. */
const plainAuthority = /^(?:[^\s:[\]{}%@]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/iu;
/** The same after parsing: a name or an address. */
const plainHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:]+\])$/;

/** Why a webhook cannot be mailed to `text`, to go on after the field's name; undefined when it can. */
export function emailProblem(text: string): string | undefined {
  return isEmailAddress(text) ? undefined : 'must be one e-mail address of at most 127 characters';
}

/** Why a webhook cannot be sent to `text`, to go on after the field's name; undefined when it can. */
export function urlProblem(text: string, hub: HubFacts): string | undefined {
  if (lengthOf(text) > maximumLength) return `must be at most ${maximumLength} characters`;
  if (/[\s\p{Cc}\\]/u.test(text)) return 'must not contain blanks, control characters or backslashes';
  if (text.includes('#')) return 'must not have a fragment';
  const { scheme = 'https', authority, path, query } = splitUrl(text);
  if (authority.includes('@')) return 'must not contain a user name or password';
  if (/[{}]/.test(authority)) return 'must not have placeholders outside of its path and query';
  if (hasStrayBrace(path + query)) return 'has a malformed placeholder: write {{name}}';
  return originProblem(scheme.toLowerCase(), authority, hub);
}

function originProblem(scheme: string, authority: string, hub: HubFacts): string | undefined {
  if (scheme !== 'https' && scheme !== 'http') return 'must be an https URL';
  const url = plainAuthority.test(authority) ? URL.parse(`${scheme}://${authority}/`) : null;
  if (url === null || !plainHost.test(url.hostname)) return 'must name a host, such as example.com/webhooks';
  if (hub.isTrustedHost(url.hostname)) return undefined;
  if (scheme === 'http') return 'must use https';
  return publicPorts.has(url.port) ? undefined : 'must use port 443 or 8443';
}

/**
 * Where outbound requests may go: asked when an endpoint is saved, and again by the connector at each connect.
 * It resolves names and judges; it never opens a connection. Listed addresses (`CROSSDOCK_OUTBOUND_ALLOW`) may be
 * reached over http and on any port, public ones over https on 443 and 8443, others not at all.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createAddressPolicy } from './address-policy.ts';
import type { AddressPolicy } from './address-policy.ts';
import { parseTargetUrl, savedUrlLimit } from './target-url.ts';

/** The two refusals are fault codes of the operator API. */
export type UrlVerdict = 'allowed' | 'https_required' | 'url_not_allowed';

/** One end of a connection, as the parts of a URL: protocol with its colon, port empty for the protocol's own. */
export interface Destination {
  readonly protocol: string;
  /** A name, or an address with or without brackets. */
  readonly hostname: string;
  readonly port: string;
}

/** What became of a host. Only `allowed` has addresses, at least one, and each of them was judged. */
export type Resolution =
  | { readonly kind: 'allowed'; readonly addresses: readonly string[] }
  | { readonly kind: 'refused'; readonly verdict: Exclude<UrlVerdict, 'allowed'> }
  | { readonly kind: 'unresolved' };

/** All addresses of a host name. May reject; an empty list means the same as a rejection. */
export type HostLookup = (hostname: string) => Promise<readonly string[]>;

/** See the file's head for the rules. */
export interface EgressPolicy {
  /** For saving without a resolver: true for a listed address, and for `localhost` where the loopback address is listed. */
  isTrustedHost(hostname: string): boolean;
  /**
   * For saving an endpoint. Plain http outside the list is `https_required`, whatever else is wrong with the target.
   * A name that does not resolve yet is allowed with https, since every connect asks again; but not one that can
   * only be private, such as `localhost` or `metadata.google.internal`.
   */
  judgeUrl(url: string): Promise<UrlVerdict>;
  /** For connecting: asks the lookup once, so that the addresses judged are the addresses used. */
  resolve(destination: Destination, patienceMilliseconds: number): Promise<Resolution>;
  /** For the socket once connected: is the peer one that this destination may have? Absent means no longer connected. */
  judgePeer(destination: Destination, address: string | undefined): boolean;
}

/** What the policy is made of. `lookup` is the system's resolver when absent, which reads /etc/hosts as well. */
export interface EgressOptions {
  readonly allow: readonly string[];
  readonly lookup?: HostLookup;
}

/** Nobody who saves an endpoint should wait for a name server that does not answer. */
const saveLookupMilliseconds = 2_000;
const publicPorts: ReadonlySet<string> = new Set(['', '443', '8443']);
/** Names that no public name server answers for (RFC 6761, 6762, 8375; `.internal` is ICANN's reservation). */
const privateName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i;

/** Throws when a network in `allow` is not written plainly. */
export function createEgressPolicy({ allow, lookup = lookupWithSystem }: EgressOptions): EgressPolicy {
  const policy = createAddressPolicy(allow);

  async function resolve(destination: Destination, patienceMilliseconds: number): Promise<Resolution> {
    const addresses = await findAddresses(destination.hostname, lookup, patienceMilliseconds);
    if (addresses.length === 0) return { kind: 'unresolved' };
    const verdict = judgeDestination(policy, destination, addresses);
    return verdict === 'allowed' ? { kind: 'allowed', addresses } : { kind: 'refused', verdict };
  }

  async function judgeUrl(text: string): Promise<UrlVerdict> {
    const url = parseTargetUrl(text, savedUrlLimit);
    if (url === undefined) return 'url_not_allowed';
    const resolution = await resolve(url, saveLookupMilliseconds);
    switch (resolution.kind) {
      case 'allowed':
        return 'allowed';
      case 'refused':
        return resolution.verdict;
      case 'unresolved':
        return judgeUnresolved(url);
      default:
        return resolution satisfies never;
    }
  }

  return {
    isTrustedHost: (hostname) => policy.isListed(/^localhost$/i.test(hostname) ? '127.0.0.1' : withoutBrackets(hostname)),
    judgeUrl,
    resolve,
    judgePeer: (destination, address) => address !== undefined && judgeDestination(policy, destination, [address]) === 'allowed',
  };
}

function judgeDestination(policy: AddressPolicy, { protocol, port }: Destination, addresses: readonly string[]): UrlVerdict {
  if (addresses.every(policy.isListed)) return 'allowed';
  if (protocol !== 'https:') return 'https_required';
  // One forbidden address among several is enough: which of them a connection takes is for the network to choose.
  return addresses.every(policy.isReachable) && publicPorts.has(port) ? 'allowed' : 'url_not_allowed';
}

function judgeUnresolved({ protocol, hostname, port }: Destination): UrlVerdict {
  if (protocol !== 'https:') return 'https_required';
  return privateName.test(hostname) || !publicPorts.has(port) ? 'url_not_allowed' : 'allowed';
}

/** Empty when the name does not resolve in time. A literal is its own and only address: no resolver is asked for it. */
async function findAddresses(hostname: string, lookup: HostLookup, patienceMilliseconds: number): Promise<readonly string[]> {
  const host = withoutBrackets(hostname);
  if (isIP(host) !== 0) return [host];

  const { promise: patience, resolve: giveUp } = Promise.withResolvers<readonly string[]>();
  const timer = setTimeout(giveUp, patienceMilliseconds, []);
  try {
    return await Promise.race([lookup(host), patience]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function lookupWithSystem(hostname: string): Promise<readonly string[]> {
  const answers = await systemLookup(hostname, { all: true, order: 'verbatim' });
  return answers.map((answer) => answer.address);
}

/**
 * Which IP addresses outbound requests may reach: the public internet, and whatever the operator listed.
 * It judges addresses only: it never resolves a name and never looks at a URL.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { compileCidrs, parseCidr } from '../domain/cidr.ts';

/** What is allowed, by address. Both refuse anything that is not a plainly written IP address. */
export interface AddressPolicy {
  /** True inside the operator's list: private or not, over http or https, on any port. */
  isListed(address: string): boolean;
  /** True for public unicast and for what is listed. */
  isReachable(address: string): boolean;
}

/** Azure's platform services: reachable from every virtual machine there, yet in a public range. */
const azurePlatform = '168.63.129.16';

/** The only part of IPv6 that is routed publicly; all else, such as ::/96 with an IPv4 address inside, is a way round. */
const isGlobalUnicast = compileCidrs(['2000::/3']);

/**
 * Reads the operator's list (`CROSSDOCK_OUTBOUND_ALLOW`): networks such as `10.0.0.0/8`, or single addresses.
 * An empty list leaves public unicast only. Throws, naming the entry, on one that could be read in two ways, since it
 * is start-up configuration.
 */
export function createAddressPolicy(allow: readonly string[]): AddressPolicy {
  const unclear = allow.find((range) => parseCidr(range) === undefined);
  if (unclear !== undefined) {
    throw new Error(`outbound allow list: "${unclear}" is not a network such as 10.0.0.0/8 or fd00::/8, without host bits`);
  }
  const isListed = compileCidrs(allow);
  return { isListed, isReachable: (address) => isPublic(address) || isListed(address) };
}

/** IPv4 inside IPv6 (`::ffff:10.0.0.1`) is judged as the IPv4 address that it reaches. */
function isPublic(text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || address.toString() === azurePlatform) return false;
  return address.kind() === 'ipv4' || isGlobalUnicast(text);
}

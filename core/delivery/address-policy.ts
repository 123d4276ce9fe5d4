/**
 * Which IP addresses outbound requests may reach: the public internet, and whatever the operator listed.
 * It judges addresses only: it never resolves a name and never looks at a URL.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [network: Address, prefixLength: number];

/** What is allowed, by address. Anything that is not a plainly written IP address is refused by both. */
export interface AddressPolicy {
  /** True inside the operator's list: private or not, over http or https, on any port. */
  isListed(address: string): boolean;
  /** True for public unicast and for what is listed. */
  isReachable(address: string): boolean;
}

/** Azure's platform services: reachable from every virtual machine, yet in a public range. */
const azurePlatform = '168.63.129.16';

/** The only part of IPv6 that is routed publicly; all else, such as ::/96 with an IPv4 address inside, is a way round. */
const globalUnicast: Network = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Reads the operator's list (`CROSSDOCK_OUTBOUND_ALLOW`): networks such as `10.0.0.0/8`, or single addresses.
 * An empty list leaves public unicast only. Throws on anything that could be read in two ways, since it is start-up
 * configuration: host bits, leading zeros, short forms, zones, IPv4 written as IPv6.
 */
export function createAddressPolicy(allow: readonly string[]): AddressPolicy {
  const networks = allow.map(parseNetwork);
  const isListed = (address: Address): boolean => networks.some((network) => contains(network, address));
  return {
    isListed: (text) => judge(text, isListed),
    isReachable: (text) => judge(text, (address) => isPublic(address) || isListed(address)),
  };
}

/** IPv4 inside IPv6 (`::ffff:10.0.0.1`) is judged as the IPv4 address that it reaches. */
function judge(text: string, rule: (address: Address) => boolean): boolean {
  return isIP(text) !== 0 && rule(ipaddr.process(text));
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || address.toString() === azurePlatform) return false;
  return address.kind() === 'ipv4' || contains(globalUnicast, address);
}

/** ipaddr.js throws when the families differ. */
function contains([network, prefixLength]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, prefixLength);
}

function parseNetwork(text: string): Network {
  const refuse = (reason: string): never => {
    throw new Error(`outbound allow list: "${text}" ${reason}`);
  };
  const [addressText = '', prefixText, ...rest] = text.split('/');
  const family = isIP(addressText);
  if (family === 0 || addressText.includes('%') || rest.length > 0) return refuse('is not a network such as 10.0.0.0/8 or fd00::/8');

  const address = ipaddr.parse(addressText);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) return refuse('is IPv4 written as IPv6; write it as IPv4');

  const bits = family === 4 ? 32 : 128;
  if (prefixText === undefined) return [address, bits];
  if (!/^(0|[1-9]\d{0,2})$/.test(prefixText) || Number(prefixText) > bits) return refuse(`needs a prefix length from 0 to ${bits}`);

  const network = (family === 4 ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(text).toString();
  if (network !== address.toString()) return refuse(`has host bits set; did you mean ${network}/${prefixText}?`);
  return [address, Number(prefixText)];
}

/**
 * Address ranges of allowlists: strict reading when one is saved, matching when a request arrives.
 * It never guesses: a text that two parsers could read differently is refused, and an address that does not parse is in no range.
 *
 * ipaddr.js alone is too generous (010.0.0.1 is 8.0.0.1 to it, 1/8 passes, families that differ throw), so node:net judges first.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

interface Range {
  /** 4 or 16 bytes. */
  readonly network: readonly number[];
  readonly prefixLength: number;
}

/** The first 12 bytes of ::ffff:0:0/96, under which IPv6 sockets show IPv4 peers. */
const mappedPrefix: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
const mappedPrefixBits = 96;

/**
 * The canonical form of one range ("10.0.0.0/8", "2001:db8::/32"), or of a bare address ("192.0.2.1/32").
 * IPv4-mapped ranges become IPv4. Undefined when the text is anything else: a short or octal address, a prefix with a leading
 * zero or out of range, host bits set, a zone, spaces.
 */
export function parseCidr(text: string): string | undefined {
  const range = readRange(text);
  return range && `${ipaddr.fromByteArray([...range.network]).toString()}/${range.prefixLength}`;
}

/**
 * True when the address lies in one of the ranges; an empty list contains nothing (whether that means "any" is the caller's rule).
 * Never throws. For many questions to one list, compile it once with compileCidrs.
 */
export function cidrContains(list: readonly string[], ip: string): boolean {
  return compileCidrs(list)(ip);
}

/**
 * A matcher for one list. IPv4-mapped addresses match IPv4 ranges, and 0.0.0.0/0 and ::/0 each cover their own family only.
 * A range that does not parse matches nothing, which is the safe side for an allowlist: do not build a denylist on it.
 */
export function compileCidrs(list: readonly string[]): (ip: string) => boolean {
  const ranges = list.map(readRange).filter((range) => range !== undefined);
  return (ip) => {
    const address = readAddress(ip);
    if (address === undefined) return false;
    const bytes = unmapped(address);
    return ranges.some((range) => covers(range, bytes));
  };
}

function readRange(text: string): Range | undefined {
  const slash = text.indexOf('/');
  const address = readAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bits = address.length * 8;
  const prefixLength = slash === -1 ? bits : readPrefixLength(text.slice(slash + 1), bits);
  if (prefixLength === undefined || hasHostBits(address, prefixLength)) return undefined;
  const network = unmapped(address);
  return { network, prefixLength: network.length === address.length ? prefixLength : prefixLength - mappedPrefixBits };
}

function readAddress(text: string): readonly number[] | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  return ipaddr.parse(text).toByteArray();
}

function readPrefixLength(text: string, bits: number): number | undefined {
  const prefixLength = /^(0|[1-9]\d{0,2})$/.test(text) ? Number(text) : undefined;
  return prefixLength !== undefined && prefixLength <= bits ? prefixLength : undefined;
}

/** Safe on a range too: one that starts with the mapped prefix and has no host bits is at least 96 bits deep. */
function unmapped(address: readonly number[]): readonly number[] {
  const mapped = address.length === 16 && mappedPrefix.every((byte, index) => address[index] === byte);
  return mapped ? address.slice(mappedPrefix.length) : address;
}

function hasHostBits(address: readonly number[], prefixLength: number): boolean {
  return address.some((byte, index) => (byte & ~networkMask(prefixLength, index)) !== 0);
}

function covers(range: Range, address: readonly number[]): boolean {
  return (
    address.length === range.network.length &&
    range.network.every((byte, index) => byte === ((address[index] ?? 0) & networkMask(range.prefixLength, index)))
  );
}

/** The bits of the byte at `index` that belong to the network: 0xff before the prefix ends, 0 after it. */
function networkMask(prefixLength: number, index: number): number {
  const networkBits = Math.min(8, Math.max(0, prefixLength - index * 8));
  return (0xff << (8 - networkBits)) & 0xff;
}

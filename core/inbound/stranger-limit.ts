/**
 * Limits how fast one address may guess: a token bucket in memory that only failed authentications drain. A sender who
 * proves who they are is never held up by a stranger behind the same address.
 */
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Clock } from '../domain/ports.ts';
import { createTokenBuckets } from '../domain/token-buckets.ts';

/** Counts failed authentications per address; those of one IPv6 network of 64 bits are one, since a single caller has them all. */
export interface StrangerLimit {
  /** Takes one token for a failure. Gives the seconds to wait when there is none left, else 0. */
  fail(address: string): number;
  /** Takes tokens for work that a failure cost beyond its own. */
  charge(address: string, tokens: number): void;
  /** Seconds until an address that has used up its failures has another; 0 while it has one. */
  waitSeconds(address: string): number;
}

const sizes = { burst: 600, tokensPerSecond: 10, keyLimit: 50_000 };
const networkBytes = 8;

/** Makes an empty limit. */
export function createStrangerLimit(clock: Clock): StrangerLimit {
  const buckets = createTokenBuckets(sizes, clock);
  return {
    fail(address) {
      const caller = callerAt(address);
      const waitSeconds = buckets.waitSeconds(caller);
      if (waitSeconds === 0) buckets.take(caller, 1);
      return waitSeconds;
    },
    charge: (address, tokens) => buckets.take(callerAt(address), tokens),
    waitSeconds: (address) => buckets.waitSeconds(callerAt(address)),
  };
}

/** Who is counted: the network of an IPv6 address, else the address. */
function callerAt(address: string): string {
  if (!isIPv6(address)) return address;
  const known = ipaddr.process(address); // makes an IPv4 address of one that is mapped
  return known.kind() === 'ipv4' ? known.toString() : known.toByteArray().slice(0, networkBytes).join(':');
}

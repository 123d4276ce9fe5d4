/**
 * The hub that samples are read in, for the laws of adapters and for the examples of the API reference.
 */
import type { HubFacts } from '../domain/hub-facts.ts';

/** Reached at https://hub.example.com; trusts the loopback address and no other host. */
export const sampleHub: HubFacts = {
  publicUrl: 'https://hub.example.com',
  isTrustedHost: (hostname) => hostname === '127.0.0.1' || hostname === 'localhost',
};

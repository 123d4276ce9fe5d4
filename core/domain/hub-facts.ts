/**
 * What adapters may know of the hub they run in.
 */

/** The hub, as a pure function may see it. */
export interface HubFacts {
  /** Where it is reached from outside, without a slash at the end. */
  readonly publicUrl: string;
  /**
   * True when deliveries to this host may use plain http and any port: an address inside CROSSDOCK_OUTBOUND_ALLOW, or
   * `localhost` when the loopback address is. No name is resolved.
   */
  isTrustedHost(hostname: string): boolean;
}

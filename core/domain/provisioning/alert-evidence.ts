/**
 * What the tables say is wrong in an organisation. Judging and wording it is the operator API's business.
 */

/** Requests of one connector that deserve a look. */
export interface RequestTrouble {
  readonly connectorId: string;
  readonly connectorName: string;
  readonly count: number;
  /** The oldest of them. */
  readonly since: Date;
}

/** An endpoint that deserves a look. */
export interface EndpointTrouble {
  readonly endpointId: string;
  readonly since: Date;
}

/** An endpoint that gets less than happens. */
export interface Backlog extends EndpointTrouble {
  /** Deliveries that were never tried, at most 10,000. */
  readonly count: number;
}

/** A secret that was not changed for long. */
export interface AgedSecret {
  readonly owner: 'connector' | 'endpoint';
  readonly ownerId: string;
  /** When it was last changed, or a little later. */
  readonly since: Date;
}

/**
 * The windows, in milliseconds since 1970: only what happened after them counts; secrets from before them are old, and so are
 * deliveries that still wait for their first attempt.
 */
export interface EvidenceWindows {
  readonly quarantinedSince: number;
  readonly signatureFailuresSince: number;
  readonly adapterFailuresSince: number;
  readonly secretsBefore: number;
  readonly neverTriedSince: number;
  /** How many of an endpoint's latest deliveries have to fail, all of them. */
  readonly failingDeliveries: number;
}

/** Everything found. */
export interface Evidence {
  readonly quarantined: readonly RequestTrouble[];
  readonly signatureFailures: readonly RequestTrouble[];
  /** Requests that the adapter of their format failed at. */
  readonly adapterFailures: readonly RequestTrouble[];
  /** Enabled, and the latest deliveries that were attempted all failed. */
  readonly failingEndpoints: readonly EndpointTrouble[];
  /** Enabled, not paused, and deliveries have waited too long for their first attempt; since the oldest of them. */
  readonly backlogs: readonly Backlog[];
  /** Disabled by the hub. */
  readonly disabledEndpoints: readonly EndpointTrouble[];
  readonly agedSecrets: readonly AgedSecret[];
}

/** Looks for what is wrong. */
export interface AlertEvidence {
  gather(organisationId: string, windows: EvidenceWindows): Promise<Evidence>;
}

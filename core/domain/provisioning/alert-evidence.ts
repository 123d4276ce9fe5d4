/**
 * What the tables say is wrong, in an organisation or anywhere. Judging and wording it is the business of `core/alerting`.
 */

/** Whose it is. */
interface Owned {
  readonly organisationId: string;
  /** Null for what belongs to the whole organisation. */
  readonly storeId: string | null;
}

/** Requests of one connector that deserve a look. */
export interface RequestTrouble extends Owned {
  readonly connectorId: string;
  readonly connectorName: string;
  readonly count: number;
  /** The oldest of them. */
  readonly since: Date;
}

/** Requests whose signatures had expired, all of them by the same time, as nearly as makes no difference. */
export interface SenderClock extends RequestTrouble {
  /** How far the sender's clock is ahead; negative: behind. */
  readonly secondsAhead: number;
}

/** An endpoint that deserves a look. */
export interface EndpointTrouble extends Owned {
  readonly endpointId: string;
  /** The host that it leads to; null for an e-mail address. */
  readonly host: string | null;
  readonly since: Date;
}

/** An endpoint that gets less than happens. */
export interface Backlog extends EndpointTrouble {
  /** Deliveries that were never tried. */
  readonly count: number;
}

/** A secret that was not changed for long. */
export interface AgedSecret extends Owned {
  readonly owner: 'connector' | 'endpoint';
  readonly ownerId: string;
  /** The connector's name, or the host that the endpoint leads to. */
  readonly name: string;
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
  readonly serverErrorsSince: number;
  readonly secretsBefore: number;
  readonly neverTriedSince: number;
  /** How many of an endpoint's latest deliveries have to fail, all of them. */
  readonly failingDeliveries: number;
  /** How many of a connector's latest expired signatures are compared, at most and at least. */
  readonly expiredSignatures: { readonly most: number; readonly least: number; readonly spreadSeconds: number };
}

/** Everything found. */
export interface Evidence {
  readonly quarantined: readonly RequestTrouble[];
  /** Expired signatures among them. */
  readonly signatureFailures: readonly RequestTrouble[];
  readonly senderClocks: readonly SenderClock[];
  /** Requests that the adapter of their format failed at. */
  readonly adapterFailures: readonly RequestTrouble[];
  /** Other requests that were answered with 5xx. */
  readonly serverErrors: readonly RequestTrouble[];
  /** Enabled, and the latest deliveries that were attempted all failed. */
  readonly failingEndpoints: readonly EndpointTrouble[];
  /** Enabled, not paused, and deliveries have waited too long for their first attempt; since the oldest of them. */
  readonly backlogs: readonly Backlog[];
  /** Disabled by the hub. */
  readonly disabledEndpoints: readonly EndpointTrouble[];
  readonly agedSecrets: readonly AgedSecret[];
}

/** A machine whose clock is off. */
export interface WrongClock {
  readonly machine: string;
  /** How far it is ahead of the database's; negative: behind. */
  readonly secondsAhead: number;
  readonly since: Date;
}

/** What is wrong with the hub as a whole. Absent means that nothing is. */
export interface PlatformEvidence {
  readonly wrongClocks: readonly WrongClock[];
  /** Processes run, and none of them delivers. */
  readonly noWorkerSince?: Date;
  /** Deliveries that have been due for too long, although their endpoints hold nothing back. */
  readonly delayed?: { readonly count: number; readonly since: Date };
  /** Tables that lack the partition of today or of one of the next days; since it should have been made. */
  readonly partitions?: { readonly missing: readonly string[]; readonly since: Date };
}

/** Looks for what is wrong. */
export interface AlertEvidence {
  /** In one organisation. */
  gather(organisationId: string, windows: EvidenceWindows): Promise<Evidence>;
  /** In all of them. */
  gatherEverywhere(windows: EvidenceWindows): Promise<Evidence>;
  /** In the hub as a whole. `dueBefore`: milliseconds since 1970. */
  gatherPlatform(dueBefore: number): Promise<PlatformEvidence>;
}

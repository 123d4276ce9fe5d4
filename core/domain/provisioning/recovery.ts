/**
 * Recoveries: sending again what an endpoint did not get in a stretch of time. A worker goes through one batch by batch.
 */
import type { Page, PageRequest } from './page.ts';

/** What can be sent again. */
export type RecoverableStatus = 'failed' | 'dropped';

/** Which deliveries of an endpoint are meant; times in milliseconds since 1970. */
export interface RecoveryRange {
  readonly since: number;
  /** Not included. */
  readonly until: number;
  readonly statuses: readonly RecoverableStatus[];
}

/** One recovery and how far it is. */
export interface Recovery {
  readonly organisationId: string;
  readonly id: string;
  readonly endpointId: string;
  readonly since: Date;
  readonly until: Date;
  readonly statuses: readonly RecoverableStatus[];
  readonly state: 'running' | 'done' | 'cancelled';
  /** How many deliveries there were when it was asked for. */
  readonly expected: number;
  /** How many of them are queued so far. */
  readonly queued: number;
  readonly createdAt: Date;
  /** Null while it runs. */
  readonly finishedAt: Date | null;
}

/** Keeps recoveries. */
export interface RecoveryRepository {
  count(organisationId: string, endpointId: string, range: RecoveryRange): Promise<number>;
  start(organisationId: string, endpointId: string, range: RecoveryRange): Promise<Recovery>;
  find(organisationId: string, id: string): Promise<Recovery | undefined>;
  /** Those of one endpoint, newest first. */
  list(organisationId: string, endpointId: string, page: PageRequest): Promise<Page<Recovery>>;
  /** Stops one that runs; what is queued stays queued. Undefined when there is none. */
  cancel(organisationId: string, id: string): Promise<Recovery | undefined>;
}

/**
 * What the hub tells of its own work while it works, for metrics, traces and the process log. None of it names a tenant or
 * holds anything that a request brought.
 */
import type { AttemptRecord } from './delivery.ts';

/** Who answers under a path: the format of an adapter, or one of the hub's own. */
export type Surface = 'admin' | 'core' | 'read' | (string & {});

/** One answered request of the HTTP server. */
export interface FinishedRequest {
  /** UUIDv7; its answer's X-Request-Id. */
  readonly id: string;
  readonly method: string;
  /** The path with its parameters unfilled, such as `/v1/orders/:id`; absent when no route took it. */
  readonly route?: string;
  /** `core` when no route took it. */
  readonly surface: Surface;
  /** Absent when the caller went away before the answer was out. */
  readonly statusCode?: number;
  /** The refusal's code; absent on success. */
  readonly errorCode?: string;
  readonly durationMilliseconds: number;
}

/** One transaction that made requests durable, or failed to. */
export interface FinishedCommit {
  /** How many units of work shared it. */
  readonly batchSize: number;
  /** The requests that brought them, as far as requests did. */
  readonly requestIds: readonly string[];
  readonly durationMilliseconds: number;
}

/** One attempt at one delivery. */
export interface FinishedAttempt {
  readonly deliveryId: string;
  readonly attemptNumber: number;
  readonly eventType: string;
  /** The format of the adapter that built it. */
  readonly format: string;
  /** The request that caused the event; absent when none did. */
  readonly requestId?: string;
  readonly outcome: AttemptRecord['status'];
  readonly statusCode?: number;
  readonly errorCode?: string;
  readonly durationMilliseconds: number;
  /** From the moment it was due to its start; absent when that moment is not known. */
  readonly lagMilliseconds?: number;
}

/** Told of finished work, at once and in passing. Must not throw, and must not take long. */
export interface Observer {
  requestFinished?(request: FinishedRequest): void;
  commitFinished?(commit: FinishedCommit): void;
  attemptFinished?(attempt: FinishedAttempt): void;
}

/** Milliseconds since some moment; unlike the wall clock it never goes back. */
export type Stopwatch = () => number;

/** The state of the queue of deliveries, over all tenants and processes. */
export interface QueueFigures {
  /** May start now. */
  readonly due: number;
  /** Wait for their time: a retry, or a turn under a limit. */
  readonly scheduled: number;
  /** Wait for the end of their endpoint's pause. */
  readonly parked: number;
  /** Leased by a process. */
  readonly sending: number;
  /** How long the one that is due longest has waited; 0 when none is due. */
  readonly oldestDueSeconds: number;
  /** Endpoints that get one attempt now and then because they are down. */
  readonly endpointsSpared: number;
  /** Endpoints that the hub has disabled. */
  readonly endpointsDisabled: number;
}

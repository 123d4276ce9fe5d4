/**
 * Deliveries: one event on its way to one endpoint, and the port through which the dispatcher takes and settles them.
 */
import type { HubEvent } from './event.ts';
import type { Transport } from './subscription.ts';

/** `failed` will be tried again; `dropped` will not, unless an operator asks; `cancelled`: its endpoint is gone. */
export type DeliveryStatus = 'pending' | 'sending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled';

/** A delivery that this process has leased and must settle before the lease ends. */
export interface ClaimedDelivery {
  readonly organisationId: string;
  /** Constant over all attempts of one event to one endpoint. */
  readonly id: string;
  /** 1 for the first attempt; also the fence: a settlement of an older attempt changes nothing. */
  readonly attemptNumber: number;
  readonly maxAttempts: number;
  /** Milliseconds since 1970, at most a second ahead: its turn under a limit per second. Absent means at once. */
  readonly notBefore?: number;
  /** Milliseconds since 1970: when this attempt was due. Absent means that nobody knows. */
  readonly dueAt?: number;
  /** The request that caused the event; absent when none did. */
  readonly requestId?: string;
  readonly event: HubEvent;
  readonly endpoint: {
    readonly id: string;
    /** The adapter whose `outbound` builds and judges. */
    readonly format: string;
    readonly transport: Transport;
    /** Where it goes: a URL or an e-mail address. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Of the connector that it belongs to; empty where it belongs to none. */
    readonly config: Readonly<Record<string, unknown>>;
    /** Live secrets, newest first, its own or its connector's; undefined when they cannot be read. */
    readonly secrets: readonly string[] | undefined;
    /** For an e-mail address: whether its owner has agreed to get mail. True for URLs. */
    readonly confirmed: boolean;
    /** True when the subscriber wants the headers of Standard Webhooks as well. */
    readonly standardWebhooks: boolean;
    /** Its own delays between attempts, such as `30s`; absent means the hub's. */
    readonly retrySchedule?: readonly string[];
    /** How many attempts may start in a second; absent means as many as there is room for. */
    readonly ratePerSecond?: number;
    /** How many attempts it takes at once; absent means as many as there is room for. */
    readonly concurrency?: number;
  };
}

/** What came of one attempt. */
export interface AttemptRecord {
  readonly organisationId: string;
  readonly deliveryId: string;
  readonly attemptNumber: number;
  readonly startedAt: number;
  readonly latencyMilliseconds: number;
  /** Absent when no answer came. */
  readonly statusCode?: number;
  /** At most 16 KiB of what was answered. */
  readonly responseExcerpt?: string;
  /** A code such as `timeout`; absent on success. */
  readonly errorCode?: string;
  readonly errorDetail?: string;
  /** `failed` when another attempt follows. */
  readonly status: 'succeeded' | 'failed' | 'dropped';
  /** Milliseconds since 1970; present exactly when `status` is `failed`. */
  readonly nextAttemptAt?: number;
  /** True when the receiver said that it is gone for good. */
  readonly disableEndpoint?: boolean;
}

/** What one claim came to. */
export interface Claim {
  readonly deliveries: readonly ClaimedDelivery[];
  /** How many due jobs were looked at, those included whose endpoint wanted to wait. Fewer than the limit means that nothing else is due. */
  readonly taken: number;
  /** Endpoints that want to be left alone for a while; until then their deliveries need not be looked at. */
  readonly waits: readonly { readonly endpointId: string; readonly until: number }[];
}

/** What keeps one endpoint from taking all of a claim. */
export interface Fairness {
  readonly limitPerEndpoint: number;
  /** Ids of endpoints that get nothing now. */
  readonly busyEndpoints: readonly string[];
}

/** The durable side of dispatch. The delivery row is the truth; a queued job only says when to look. */
export interface DeliveryLedger {
  /** Takes up to `limit` due deliveries and leases them to this process. Without `fairness` they may all go to one endpoint. */
  claim(limit: number, leaseMilliseconds: number, fairness?: Fairness): Promise<Claim>;
  /** Records attempts, and the next job of those that go on, in one transaction. */
  settle(attempts: readonly AttemptRecord[]): Promise<void>;
  /** Keeps the leases of attempts that are still on their way. */
  renew(deliveries: readonly ClaimedDelivery[], leaseMilliseconds: number): Promise<void>;
  /** Queues again what a dead process held, and what was held back by a pause that is over. Returns how many. */
  recover(): Promise<number>;
  /** Queues again a page of what has been due for more than a minute, each time the next one: its job may be lost. */
  requeueOverdue(): Promise<void>;
  /** Goes one batch further in the oldest running recovery. Returns how many deliveries it queued; 0 when there is nothing left to do. */
  advanceRecovery(): Promise<number>;
  /** Queues a test event for one endpoint and returns its delivery's id; undefined when the endpoint takes nothing. */
  sendTest(organisationId: string, endpointId: string): Promise<string | undefined>;
  /** Queues one finished delivery for another attempt now. False when it is not there or still on its way. */
  requeue(organisationId: string, deliveryId: string): Promise<boolean>;
}

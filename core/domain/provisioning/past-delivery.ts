/**
 * Deliveries and their attempts as operators read them. Making them is the business of `DeliveryLedger`.
 */
import type { DeliveryStatus } from '../delivery.ts';
import type { Page, PageRequest } from './page.ts';

/** One delivery. */
export interface DeliverySummary {
  readonly organisationId: string;
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly endpointId: string;
  /** The number of the endpoint's subscription, in decimal digits; null where no storefront made it. */
  readonly subscriptionId: string | null;
  readonly status: DeliveryStatus;
  /** Attempts made, the one on its way included. */
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** What is delivered and where to, as it is stored now. */
export interface DeliveryContent {
  /** A URL or an e-mail address. */
  readonly endpointUrl: string;
  readonly transport: 'http' | 'email';
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly created_at: string;
    readonly org_id: string;
    readonly store_id: string | null;
    readonly sequence: number;
    readonly data: unknown;
  };
}

/** One attempt that was recorded. */
export interface PastAttempt {
  /** From 1. */
  readonly number: number;
  readonly startedAt: Date;
  readonly latencyMilliseconds: number;
  /** Null when no answer came. */
  readonly statusCode: number | null;
  readonly responseExcerpt: string | null;
  /** A code such as `timeout`; null on success. */
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
}

/** Which deliveries are wanted; absent means all. Times in milliseconds since 1970. */
export interface DeliveryFilter {
  readonly endpointId?: string;
  readonly statuses?: readonly DeliveryStatus[];
  readonly eventType?: string;
  readonly since?: number;
  /** Not included. */
  readonly until?: number;
}

/** Reads deliveries. */
export interface DeliveryHistory {
  /** Newest first. */
  list(organisationId: string, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>>;
  find(organisationId: string, id: string): Promise<DeliverySummary | undefined>;
  /** Undefined when the event or the delivery is not there. */
  contentOf(organisationId: string, id: string): Promise<DeliveryContent | undefined>;
  /** In the order of their numbers. */
  attemptsOf(organisationId: string, deliveryId: string): Promise<readonly PastAttempt[]>;
}

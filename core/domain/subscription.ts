/**
 * Subscriptions: webhooks that a storefront's own API makes, in its store and for its format. Operators make webhook
 * endpoints instead; both are delivered the same way.
 */
import type { EventType } from './event.ts';

/** How a delivery travels. */
export type Transport = 'http' | 'email';

/** A subscription as a caller asks for it. */
export interface SubscriptionRecord {
  readonly title: string;
  readonly transport: Transport;
  /** What it is told of; the first one names it to its caller. */
  readonly eventTypes: readonly EventType[];
  /** A URL, which may hold the format's placeholders, or an e-mail address; as the caller wrote it. */
  readonly target: string;
  readonly enabled: boolean;
}

/** What a caller wants changed; absent means as it is. */
export interface SubscriptionChanges {
  readonly title?: string;
  readonly eventTypes?: readonly EventType[];
  /** A new target, with the transport that it is made for. */
  readonly target?: { readonly transport: Transport; readonly value: string };
  readonly enabled?: boolean;
}

/** A subscription as it is kept. */
export interface Subscription extends SubscriptionRecord {
  /** 63-bit integer in decimal digits: a number would lose the last ones. */
  readonly number: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly createdAt: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly updatedAt: string;
}

/** Which page is wanted, and in which order; equal times are in the order of the numbers. */
export interface SubscriptionList {
  readonly sortBy: 'createdAt' | 'updatedAt';
  readonly direction: 'ascending' | 'descending';
  readonly limit: number;
  readonly offset: number;
}

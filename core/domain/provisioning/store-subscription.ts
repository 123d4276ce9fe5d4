/**
 * The webhooks that a storefront's own programs made, as operators read them. Making and changing them is the storefront's
 * business; see `../subscription.ts`.
 */
import type { Transport } from '../subscription.ts';
import type { Page, PageRequest } from './page.ts';

/** One of them. */
export interface StoreSubscription {
  /** The endpoint's id, by which pages are found. */
  readonly id: string;
  /** 63-bit integer in decimal digits: a number would lose the last ones. */
  readonly number: string;
  readonly connectorId: string;
  readonly format: string;
  readonly title: string;
  readonly transport: Transport;
  readonly eventTypes: readonly string[];
  readonly target: string;
  /** Whether the owner of the address agreed to mail; null for a URL. */
  readonly confirmed: boolean | null;
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  /** Attempts since a moment, by the hour. */
  readonly attempts: number;
  readonly failedAttempts: number;
  /** RFC 3339 UTC with milliseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Reads them. */
export interface StoreSubscriptions {
  /** Those of one store, newest first; attempts are counted from the hour of `since` on, in milliseconds since 1970. */
  list(organisationId: string, storeId: string, since: number, page: PageRequest): Promise<Page<StoreSubscription>>;
}

/**
 * The port that lists a store's subscriptions.
 */
import type { Tenant } from './connector.ts';
import type { SubscriptionsOutcome } from './outcome.ts';
import type { SubscriptionList } from './subscription.ts';

/** Reads subscriptions; see `Subscription`. */
export interface SubscriptionReader {
  /** One page of what a format has in a store, and how many there are in all. */
  list(tenant: Tenant, format: string, list: SubscriptionList): Promise<SubscriptionsOutcome>;
}

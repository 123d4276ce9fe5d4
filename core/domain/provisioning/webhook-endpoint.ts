/**
 * Webhook endpoints, where events are delivered to, and the port that keeps them.
 */
import type { Transport } from '../subscription.ts';
import type { Page, PageRequest } from './page.ts';

/** One row of `webhook_endpoints`. */
export interface WebhookEndpoint {
  readonly organisationId: string;
  readonly id: string;
  /** Null means events of every store of the organisation. */
  readonly storeId: string | null;
  /** The adapter whose `outbound` builds and judges deliveries. */
  readonly format: string;
  /** The connector that made it, whose settings and secret count; null when an operator made it. */
  readonly connectorId: string | null;
  readonly transport: Transport;
  /** A URL or, where the transport is `email`, an address. */
  readonly url: string;
  readonly description: string | null;
  readonly eventTypes: readonly string[];
  /** The subscriber's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Attempts in all, 1 to 20. */
  readonly maxAttempts: number;
  /** Its own delays, such as `30s`; null means the hub's. */
  readonly retrySchedule: readonly string[] | null;
  /** Attempts started in a second, at most; null means no limit. */
  readonly ratePerSecond: number | null;
  /** Attempts under way at once, at most; null means no limit of its own. */
  readonly concurrency: number | null;
  /** True while its deliveries wait for an operator. */
  readonly paused: boolean;
  readonly standardWebhooks: boolean;
  readonly enabled: boolean;
  /** Why the hub disabled it; null when it is enabled or an operator disabled it. */
  readonly disabledReason: string | null;
  /** When the first failure after its last success came; null or absent when there was none. The dispatcher's to write. */
  readonly failingSince?: Date | null;
  /** Until when it gets nothing but one attempt, because it fails and fails; null or absent when it is not spared. The dispatcher's to write. */
  readonly sparedUntil?: Date | null;
  /** Null when the connector's secret is used. */
  readonly sealedSecret: Uint8Array | null;
  /** The secret before the last rotation, valid until `previousSecretExpiresAt`. */
  readonly sealedPreviousSecret: Uint8Array | null;
  readonly previousSecretExpiresAt: Date | null;
  readonly secretChangedAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Null unless it was deleted; deliveries still refer to the row. */
  readonly deletedAt: Date | null;
}

/** Keeps webhook endpoints. Deleted ones are found by none of these calls. */
export interface WebhookEndpointRepository {
  /** Holds under any concurrency: with `enabledLimit` enabled endpoints of the format, another enabled one is not stored. */
  create(endpoint: WebhookEndpoint, enabledLimit: number): Promise<'created' | 'limit_reached'>;
  /** Those of one format, in creation order. */
  list(organisationId: string, format: string, page: PageRequest): Promise<Page<WebhookEndpoint>>;
  find(organisationId: string, id: string): Promise<WebhookEndpoint | undefined>;
  /** Changes one endpoint under a lock; `apply` must be pure. The limit holds as in `create`. Undefined when there is none. */
  change(
    organisationId: string,
    id: string,
    enabledLimit: number,
    apply: (current: WebhookEndpoint) => WebhookEndpoint,
  ): Promise<WebhookEndpoint | 'limit_reached' | undefined>;
}

/** Whether an endpoint may have this URL. The refusals are fault codes. */
export type UrlJudge = (url: string) => Promise<'allowed' | 'https_required' | 'url_not_allowed'>;

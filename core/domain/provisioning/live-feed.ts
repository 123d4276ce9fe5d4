/**
 * Feeds: the rows of one organisation in the order in which they became visible, for those who watch.
 */
import type { DeliverySummary } from './past-delivery.ts';
import type { RequestSummary } from './past-request.ts';

/** A place in a feed, opaque to whoever holds it. Carries no rights, and is good for any process and after any restart. */
export type FeedPosition = string;

/** A stretch of a feed. */
export interface FeedStretch<Row> {
  /** Each with the place after it. A row that changed several times since the last look stands here once, as it is now. */
  readonly rows: readonly { readonly row: Row; readonly position: FeedPosition }[];
  /** The place after all of it: everything before has been told. */
  readonly position: FeedPosition;
  /** True when what came since the place that was given cannot be told, and the feed goes on from now. */
  readonly isBroken: boolean;
}

/** One kind of feed. */
export interface LiveFeed<Row> {
  /** True for a text that can be a place. */
  isPosition(text: string): boolean;
  /**
   * What comes after a place, without a gap and nothing twice; without a place, what comes from now on, beginning with an
   * empty stretch that says where that is. Yields an empty stretch, too, when nothing came for `quietMilliseconds`. Holds
   * a bounded number of rows however slowly they are taken, and outlasts a database that is away. Ends when `gone` says so.
   */
  follow(
    organisationId: string,
    after: FeedPosition | undefined,
    quietMilliseconds: number,
    gone: AbortSignal,
  ): AsyncIterable<FeedStretch<Row>>;
}

/** All feeds. */
export interface LiveFeeds {
  readonly requests: LiveFeed<RequestSummary>;
  readonly deliveries: LiveFeed<DeliverySummary>;
}

/**
 * Tells one operator of the rows of a feed as they come, for as long as the operator may see them. It knows nothing of
 * HTTP; heartbeats are events without data.
 */
import type { StreamedEvent, StreamedReply } from '../../domain/event-stream.ts';
import type { Clock } from '../../domain/ports.ts';
import type { FeedPosition, LiveFeed } from '../../domain/provisioning/live-feed.ts';

/** What is told to whom. */
export interface Tail<Row> {
  readonly feed: LiveFeed<Row>;
  readonly organisationId: string;
  /** Where it goes on; absent means from now on. */
  readonly after?: FeedPosition;
  /** Whether a row is wanted. */
  readonly passes: (row: Row) => boolean;
  readonly view: (row: Row) => object;
  /** Whether the operator may still see it. */
  readonly isAllowed: () => Promise<boolean>;
  readonly clock: Clock;
}

const heartbeatMilliseconds = 15_000;
/** Whoever lost the right to see something is told nothing more after this. */
const proofMilliseconds = 1_000;
/** And is sent away after this, although nothing came. */
const quietMilliseconds = 5_000;

/** The events: each row with the place after it; `reset` where the feed begins anew and what came in between is not known. */
export function tail<Row>({ feed, organisationId, after, passes, view, isAllowed, clock }: Tail<Row>): StreamedReply['events'] {
  return async function* (gone) {
    let provedAt = clock.now();
    let saidAt = -Infinity; // the first thing that is said is where the feed is
    for await (const { rows, position, isBroken } of feed.follow(organisationId, after, quietMilliseconds, gone)) {
      if (clock.now() - provedAt >= proofMilliseconds) {
        if (!(await isAllowed())) return;
        provedAt = clock.now();
      }
      const wanted = rows.filter(({ row }) => passes(row));
      const events: readonly StreamedEvent[] = [
        ...(isBroken ? [{ id: position, name: 'reset', data: '{}' }] : []),
        ...wanted.map((found) => ({ id: found.position, data: JSON.stringify(view(found.row)) })),
      ];
      if (events.length === 0 && clock.now() - saidAt < heartbeatMilliseconds) continue;
      saidAt = clock.now();
      yield events.length === 0 ? [{ id: position }] : events;
    }
  };
}

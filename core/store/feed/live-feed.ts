/**
 * Tells what happens in an organisation to all who watch it. One look at the database is for all of them, and nobody looks
 * while nobody watches. What was found last is kept for everybody; whoever is slower reads on from the database, at their
 * own pace, so that nothing is kept for them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../domain/ports.ts';
import type { FeedStretch, LiveFeed } from '../../domain/provisioning/live-feed.ts';
import { type Channel, newChannel, recentAfter, remember, untilNews } from './channel.ts';
import { type Place, toPlace, toPosition } from './position.ts';
import type { FeedSource, Findings } from './source.ts';

/** A request is in the log a tenth of a second after its answer, and has to be seen within a second. */
const lookMilliseconds = 250;
const afterErrorMilliseconds = 1_000;
const rowsPerLook = 500;
/** An organisation in which very much happens must not keep the others waiting. */
const looksInTurn = 10;
const rowsPerStretch = 200;

/** Makes a feed; `subject` names it in the process log. */
export function createLiveFeed<Row>(source: FeedSource<Row>, subject: string, log: Log): LiveFeed<Row> {
  const channels = new Map<string, Channel<Row>>();
  let isLooking = false;

  /** Undefined when the database is away; the next look finds what this one did not. */
  const tryToRead = async (
    organisationId: string,
    after: Place | undefined,
    most: number,
  ): Promise<Findings<Row> | undefined> => {
    try {
      return await source.read(organisationId, after, most);
    } catch (error) {
      log.warn(`${subject} cannot be watched, will be tried again`, {
        reason: error instanceof Error ? error.message : 'unknown',
      });
      await sleep(afterErrorMilliseconds);
      return undefined;
    }
  };

  const look = async (): Promise<void> => {
    isLooking = true;
    while (channels.size > 0) {
      for (const [organisationId, channel] of channels) {
        for (let looks = 1, isAll = false; !isAll && looks <= looksInTurn; looks += 1) {
          const found = await tryToRead(organisationId, channel.head, rowsPerLook);
          if (found !== undefined) remember(channel, found);
          isAll = found?.isAll ?? true;
        }
      }
      await sleep(lookMilliseconds);
    }
    isLooking = false;
  };

  const join = (organisationId: string): Channel<Row> => {
    const channel = channels.get(organisationId) ?? newChannel<Row>();
    channel.watchers += 1;
    channels.set(organisationId, channel);
    if (!isLooking) void look();
    return channel;
  };

  const leave = (organisationId: string, channel: Channel<Row>): void => {
    channel.watchers -= 1;
    if (channel.watchers === 0) channels.delete(organisationId);
  };

  return {
    isPosition: (text) => toPlace(text) !== undefined,
    async *follow(organisationId, after, quietMilliseconds, gone) {
      const channel = join(organisationId);
      try {
        let place = after === undefined ? undefined : toPlace(after);
        while (!gone.aborted) {
          const news = untilNews(channel, quietMilliseconds, gone); // begun before the look, so that nothing is missed in between
          const found = recentAfter(channel, place, rowsPerStretch) ?? (await tryToRead(organisationId, place, rowsPerStretch));
          const isFirst = place === undefined;
          place = found?.place ?? place;
          if (found !== undefined && (isFirst || found.isBroken || found.rows.length > 0)) {
            news.forget();
            yield stretchOf(found);
          } else if (!(await news.came) && !gone.aborted && place !== undefined) {
            yield { rows: [], position: toPosition(place), isBroken: false };
          }
        }
      } finally {
        leave(organisationId, channel);
      }
    },
  };
}

function stretchOf<Row>({ rows, place, isBroken }: Findings<Row>): FeedStretch<Row> {
  return {
    rows: rows.map((found) => ({ row: found.row, position: toPosition(found.place) })),
    position: toPosition(place),
    isBroken,
  };
}

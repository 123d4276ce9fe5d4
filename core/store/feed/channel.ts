/**
 * What is known of one organisation that is watched: its latest rows, and who waits for the next. It never looks for
 * any itself.
 */
import { isAfter, type Place } from './position.ts';
import type { Findings, PlacedRow } from './source.ts';

/** One organisation's. */
export interface Channel<Row> {
  watchers: number;
  /** All rows after `since` up to `head`; neither is known before the first look. */
  recent: readonly PlacedRow<Row>[];
  since: Place | undefined;
  head: Place | undefined;
  readonly sleepers: Set<() => void>;
}

const recentLimit = 1_000;

/** One that nothing is known of. */
export function newChannel<Row>(): Channel<Row> {
  return { watchers: 0, recent: [], since: undefined, head: undefined, sleepers: new Set() };
}

/** Takes in what a look from the channel's head on has found, and wakes those who wait for it. */
export function remember<Row>(channel: Channel<Row>, { rows, place, isBroken }: Findings<Row>): void {
  const isNew = channel.since === undefined || isBroken; // who waits may be from before it, and has to look for themselves
  if (isNew) {
    channel.since = place;
    channel.recent = [];
  }
  if (rows.length > 0) {
    const all = [...channel.recent, ...rows];
    channel.since = all.at(-recentLimit - 1)?.place ?? channel.since;
    channel.recent = all.slice(-recentLimit);
  }
  channel.head = place;
  if (rows.length > 0 || isNew) for (const wake of channel.sleepers) wake();
}

/** What comes after a place, at most `most`; undefined when that is not known here, but perhaps in the database. */
export function recentAfter<Row>(
  { recent, since, head }: Channel<Row>,
  place: Place | undefined,
  most: number,
): Findings<Row> | undefined {
  if (place === undefined || since === undefined || head === undefined) return undefined;
  if (isAfter(since, place) || isAfter(place, head)) return undefined;
  const first = recent.findIndex((found) => isAfter(found.place, place));
  const rows = first < 0 ? [] : recent.slice(first, first + most);
  const isAll = first < 0 || first + most >= recent.length;
  return { rows, place: isAll ? head : (rows.at(-1)?.place ?? head), isAll, isBroken: false };
}

/** A wait for news: true when they came, false when the time was over or nobody listens any more. */
export interface Wait {
  readonly came: Promise<boolean>;
  /** Ends it, for whoever has found something else to do. */
  forget(): void;
}

/** Begins to wait. */
export function untilNews<Row>({ sleepers }: Channel<Row>, milliseconds: number, gone: AbortSignal): Wait {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const end = (came: boolean) => (): void => {
    clearTimeout(timer);
    sleepers.delete(wake);
    gone.removeEventListener('abort', stop);
    resolve(came);
  };
  const wake = end(true);
  const stop = end(false);
  const timer = setTimeout(stop, milliseconds);
  sleepers.add(wake);
  gone.addEventListener('abort', stop);
  return { came: promise, forget: stop };
}

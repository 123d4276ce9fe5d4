/** A list that goes on both ways: older rows by pages, newer ones as they come. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { arrived, asked, begunAnew, type Flow, isTooMuch, nothing, shown, wentOn } from './live-flow.ts';
import { type TailState, useLiveTail } from './live-tail.ts';
import type { PageOf, Rows } from './pages.ts';

/** Rows with what came since. */
export interface LiveRows<Row> {
  /** All that are shown: every row once, as it was told last. Undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  readonly state: TailState;
  /** New rows that are not shown yet; undefined where there are none, or they are on their way. */
  readonly fresh: FreshRows | undefined;
  readonly error: unknown;
  /** Asks again after an error. */
  readonly retry: () => void;
}

/** New rows. */
export interface FreshRows {
  readonly count: number;
  /** True where there may be more of them than were counted. */
  readonly isCut: boolean;
  /** Shows them. Where the list has to be begun anew for it, that is done once it was fetched, and only if it `isWanted` then. */
  show(isWanted: () => boolean): void;
}

/** What is known of the stream at `path`. */
interface Known<Row> {
  readonly path: string;
  readonly flow: Flow<Row>;
  readonly error?: unknown;
}

/**
 * Puts the rows of a list and those of its stream together. Rows that are listed already change where they stand; new ones
 * wait until they are asked for. `path` is the stream's, with the list's filters as its query.
 */
export function useLiveRows<Row extends { readonly id: string }>(list: Rows<Row>, path: string, on: boolean): LiveRows<Row> {
  const [known, setKnown] = useState<Known<Row>>({ path, flow: nothing });
  if (known.path !== path) setKnown({ path, flow: nothing });
  const { flow } = known;
  const change = useCallback(
    (does: (flow: Flow<Row>) => Flow<Row>, error?: unknown) =>
      setKnown((now) => (now.path === path ? { path, flow: does(now.flow), error: error ?? now.error } : now)),
    [path],
  );
  const listed = useMemo(() => new Set(list.rows?.map(({ id }) => id)), [list.rows]);
  const rows = useMemo(() => list.rows && together(list.rows, listed, flow), [list.rows, listed, flow]);

  const asks = useRef(0);
  const ask = async (land: (first: PageOf<Row>) => Promise<void> | void): Promise<void> => {
    const turn = ++asks.current; // who asked last has the newest answer
    change(asked);
    try {
      const first = await list.first();
      if (turn === asks.current) await land(first);
    } catch (error) {
      if (turn === asks.current) change((now) => ({ ...wentOn(now), isCut: true }), error);
    }
  };
  const catchUp = (first: PageOf<Row>): void => {
    const before = new Map(rows?.map((row) => [row.id, row]));
    const isNextTo = first.rows.length === 0 || first.next_cursor === null || first.rows.some(({ id }) => before.has(id));
    const news = first.rows.filter((row) => JSON.stringify(row) !== JSON.stringify(before.get(row.id)));
    change((now) => (isNextTo ? wentOn(now, news) : { ...wentOn(now), isCut: true }));
  };
  const state = useLiveTail<Row>(path, on && list.rows !== undefined, {
    onRow: (row) => change((now) => arrived(now, row)),
    onBegin: () => void ask(catchUp),
  });
  const show: FreshRows['show'] = (isWanted) => {
    if (!isTooMuch(flow)) return change(shown);
    return void ask(async (first) => {
      if (!isWanted()) return change(wentOn);
      await list.begin(first);
      return change(begunAnew);
    });
  };

  const count = flow.rows.slice(0, flow.waiting).filter(({ id }) => !listed.has(id)).length;
  const { isCut } = flow;
  return {
    rows,
    state,
    fresh: flow.since === undefined && (count > 0 || isCut) ? { count, isCut, show } : undefined,
    error: list.error ?? known.error,
    retry: list.error == null ? () => setKnown({ path, flow }) : list.refetch,
  };
}

function together<Row extends { readonly id: string }>(
  rows: readonly Row[],
  listed: ReadonlySet<string>,
  flow: Flow<Row>,
): readonly Row[] {
  const latest = new Map(flow.rows.map((row) => [row.id, row]));
  const above = flow.rows.slice(flow.waiting).filter(({ id }) => !listed.has(id));
  return [...above, ...rows.map((row) => latest.get(row.id) ?? row)];
}

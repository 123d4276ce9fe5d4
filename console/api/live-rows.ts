/** A list that goes on both ways: older rows by pages, newer ones as they come. */
import { useCallback, useMemo, useState } from 'react';
import { type TailState, useLiveTail } from './live-tail.ts';
import type { Rows } from './pages.ts';

/** Rows with what came since. */
export interface LiveRows<Row> {
  /** All that are shown: every row once, as it was told last. Undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  readonly state: TailState;
  /** New rows that are not shown yet. */
  readonly fresh: { readonly count: number; show(): void };
}

/**
 * Puts the rows of a list and those of its stream together. Rows that are shown already change where they stand; new ones
 * wait until they are asked for. `path` is the stream's, with the list's filters as its query.
 */
export function useLiveRows<Row extends { readonly id: string }>(
  { rows, refetch }: Rows<Row>,
  path: string,
  on: boolean,
): LiveRows<Row> {
  const tail = useLiveTail<Row>(path, on && rows !== undefined, refetch);
  const [newer, setNewer] = useState<{ readonly path: string; readonly rows: readonly Row[] }>({ path, rows: [] });
  const added = newer.path === path ? newer.rows : none;
  const shown = useMemo(() => {
    if (rows === undefined) return undefined;
    const latest = new Map(tail.waiting.map((row) => [row.id, row]));
    return onceEach([...added, ...rows]).map((row) => latest.get(row.id) ?? row);
  }, [added, rows, tail.waiting]);
  const count = useMemo(() => {
    const known = new Set(shown?.map(({ id }) => id));
    return tail.waiting.filter(({ id }) => !known.has(id)).length;
  }, [shown, tail.waiting]);
  const show = useCallback(() => setNewer({ path, rows: onceEach([...tail.take(), ...added]) }), [path, tail, added]);
  return useMemo(() => ({ rows: shown, state: tail.state, fresh: { count, show } }), [shown, tail.state, count, show]);
}

const none: readonly never[] = [];

/** The rows in their order, of those with the same id the first. */
function onceEach<Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].toReversed();
}

/** What came to a list since it was begun. It is bounded: a list to which too much came is begun anew at its first page. */

/** So many rows may wait, and so many may have flowed in. */
const limit = 500;

/** Rows that came. */
export interface Flow<Row> {
  /** Newest first, each once and as it is now. */
  readonly rows: readonly Row[];
  /** How many of them, the first ones, are not shown yet. */
  readonly waiting: number;
  /** True where more came than is kept, or may have come unseen: all that is new is known by the list alone. */
  readonly isCut: boolean;
  /** What came since the list's first page was asked for; undefined where it is not on its way. */
  readonly since?: Flow<Row> | undefined;
}

interface Identified {
  readonly id: string;
}

/** A list as it was begun. */
export const nothing: Flow<never> = { rows: [], waiting: 0, isCut: false };

/** A row came, or came again. While the first page is on its way, rows wait to be put above it. */
export function arrived<Row extends Identified>(flow: Flow<Row>, row: Row): Flow<Row> {
  if (flow.since) return { ...flow, since: arrived(flow.since, row) };
  const place = flow.rows.findIndex(({ id }) => id === row.id);
  if (place >= 0) return { ...flow, rows: flow.rows.with(place, row) };
  if (flow.waiting >= limit) return { ...flow, isCut: true };
  return { ...flow, rows: [row, ...flow.rows], waiting: flow.waiting + 1 };
}

/** The list's first page was asked for. */
export function asked<Row>(flow: Flow<Row>): Flow<Row> {
  return { ...flow, since: flow.since ?? nothing };
}

/** The list begins anew with the page that was asked for. */
export function begunAnew<Row>({ since = nothing }: Flow<Row>): Flow<Row> {
  return since;
}

/** The list goes on as it is; `found` are rows of the page that was asked for, newest first. */
export function wentOn<Row extends Identified>({ since = nothing, ...flow }: Flow<Row>, found: readonly Row[] = []): Flow<Row> {
  const before = { ...flow, isCut: flow.isCut || since.isCut };
  return [...since.rows, ...found].reduceRight<Flow<Row>>((sum, row) => arrived(sum, row), before);
}

/** What waited is shown. */
export function shown<Row>(flow: Flow<Row>): Flow<Row> {
  return { ...flow, waiting: 0 };
}

/** Whether the list has to begin anew before what waits can be shown. */
export function isTooMuch({ isCut, rows }: Flow<unknown>): boolean {
  return isCut || rows.length > limit;
}

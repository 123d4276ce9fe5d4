/**
 * Pages of a list. Rows are in the order of their ids, which begin with the time: creation order, or newest first.
 */

/** Which rows are wanted. */
export interface PageRequest {
  /** At most this many rows, 1 to 100. */
  readonly limit: number;
  /** The id of the last row of the page before; absent for the first page. */
  readonly after?: string;
}

/** One page. It may be short, or empty, and not the last: a search looks at so many rows a call and no more. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** What to give as `after` for the next page; null when there is nothing more now. */
  readonly lastId: string | null;
}

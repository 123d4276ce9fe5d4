/** Lists of the operator API that go on and on: pages by cursor, put together as one list of rows. */
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

/** What every list answers. */
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly next_cursor: string | null;
}

/** A list as far as it is loaded. */
export interface Rows<Row> {
  /** Undefined while the first row is on its way: a page of a narrowed list may hold none and yet not be the last. */
  readonly rows: readonly Row[] | undefined;
  /** Fetches the next page; absent when there is none, or one is on its way. */
  readonly more: (() => void) | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
}

/** How many rows a page has: the API's highest. */
export const pageLimit = 100;

/** Reads a list; `fetchPage` gets the cursor of the page, undefined for the first. */
export function useRows<Row>(key: QueryKey, fetchPage: (cursor: string | undefined) => Promise<PageOf<Row>>): Rows<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined, // the type that the pages' cursors have
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows), [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return {
    rows: rows?.length === 0 && hasNextPage ? undefined : rows,
    more: hasNextPage && !isFetchingNextPage ? more : undefined,
    error: query.error,
    refetch: useCallback(() => void refetch(), [refetch]),
  };
}

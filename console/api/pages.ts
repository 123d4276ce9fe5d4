/** Lists of the operator API that go on and on: pages by cursor, put together as one list of rows. */
import { type InfiniteData, type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
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
  /** Fetches the first page anew, and leaves the list as it is. */
  readonly first: () => Promise<PageOf<Row>>;
  /** Has the list begin with this page and forget all others. */
  readonly begin: (first: PageOf<Row>) => Promise<void>;
}

/** How many rows a page has: the API's highest. */
export const pageLimit = 100;

/**
 * Reads a list; `fetchPage` gets the cursor of the page, undefined for the first. One that `isFollowed` is told what changes,
 * and stands still where it would be fetched anew at every return to the window.
 */
export function useRows<Row>(
  key: QueryKey,
  fetchPage: (cursor: string | undefined) => Promise<PageOf<Row>>,
  { isFollowed = false } = {},
): Rows<Row> {
  const queryClient = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined, // the type that the pages' cursors have
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchOnWindowFocus: !isFollowed,
    refetchOnReconnect: !isFollowed,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows), [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return {
    rows: rows?.length === 0 && hasNextPage ? undefined : rows,
    more: hasNextPage && !isFetchingNextPage ? more : undefined,
    error: query.error,
    refetch: useCallback(() => void refetch(), [refetch]),
    async first() {
      const queryKey = [...key, 'first'];
      await queryClient.cancelQueries({ queryKey }); // its answer may be older than the question
      return queryClient.fetchQuery({ queryKey, queryFn: () => fetchPage(undefined), staleTime: 0, gcTime: 0 });
    },
    async begin(first) {
      await queryClient.cancelQueries({ queryKey: key, exact: true }); // a page on its way belongs below another one
      queryClient.setQueryData<InfiniteData<PageOf<Row>>>(key, { pages: [first], pageParams: [undefined] });
    },
  };
}

/** What the pages know of connectors: the list, one of them, and what it last received. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, type Rows, useRows } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';

/** A connector as the operator API gives it. */
export type Connector = Schemas['Connector'];

/** What the list can be narrowed down by. */
export interface ConnectorQuery {
  readonly store?: string;
  readonly payload_format?: string;
  readonly status?: Connector['status'];
  readonly name?: string;
}

const refreshMilliseconds = 15_000;
/** Pages are asked for one after the other, so a list that was scrolled further stays as it is until somebody asks. */
const mostRefreshed = 3 * pageLimit;

/** Those of all stores, newest first. Their counts and when they were last used stay fresh while somebody looks. */
export function useConnectors(query: ConnectorQuery): Rows<Connector> {
  const { slug: org } = useOrganisation();
  const rows = useRows(['connectors', org, query], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/connectors', {
        params: { path: { org }, query: { ...query, limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
  const { refetch } = rows;
  const isShort = (rows.rows?.length ?? 0) <= mostRefreshed;
  useEffect(() => {
    if (!isShort) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) refetch();
    }, refreshMilliseconds);
    return () => clearInterval(timer);
  }, [refetch, isShort]);
  return rows;
}

/** One of them. */
export function useConnector(id: string) {
  return useQuery({
    queryKey: ['connector', id],
    queryFn: () => answerOf(api.GET('/connectors/{id}', { params: { path: { id } } })),
    refetchInterval: refreshMilliseconds,
  });
}

/** Its newest requests. `everyMilliseconds` asks again and again, for who waits for one. */
export function useNewestRequests(id: string, limit: number, everyMilliseconds?: number) {
  return useQuery({
    queryKey: ['requests', 'of connector', id, limit],
    queryFn: () => answerOf(api.GET('/connectors/{id}/requests', { params: { path: { id }, query: { limit } } })),
    ...(everyMilliseconds !== undefined && { refetchInterval: everyMilliseconds, staleTime: 0 }),
  });
}

/** Makes every view of connectors ask anew, after one of them was made or changed. */
export function useConnectorsChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return useCallback(
    () => Promise.all(['connectors', 'connector'].map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
    [queryClient],
  );
}

/** Recoveries of an endpoint: what was asked for, and how far it is. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';

/** One of them. */
export type Recovery = Schemas['Recovery'];

const watchMilliseconds = 1_000;
const shownRows = 5;

/** The latest ones, newest first; watched for as long as one runs. */
export function useRecoveries(endpointId: string) {
  return useQuery({
    queryKey: ['recoveries', endpointId],
    queryFn: () =>
      answerOf(
        api.GET('/webhook-endpoints/{id}/recoveries', { params: { path: { id: endpointId }, query: { limit: shownRows } } }),
      ),
    refetchInterval: ({ state: { data } }) => (data?.rows.some(({ state }) => state === 'running') ? watchMilliseconds : false),
  });
}

/** Looks again, after one was started or stopped. */
export function useRecoveriesChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return useCallback(
    () => Promise.all(['recoveries', 'deliveries'].map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
    [queryClient],
  );
}

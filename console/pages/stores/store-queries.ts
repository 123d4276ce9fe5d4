/** The organisation's stores, for every page that speaks of one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';

/** A store as the operator API gives it. */
export type Store = Schemas['Store'];

/** The first hundred, in the order in which they were made: what a choice offers. */
export function useStores() {
  const { slug: org } = useOrganisation();
  return useQuery({
    queryKey: ['stores', org],
    queryFn: () => answerOf(api.GET('/orgs/{org}/stores', { params: { path: { org }, query: { limit: pageLimit } } })),
  });
}

/** Makes every view of stores ask anew, after one of them was made or changed. */
export function useStoresChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return useCallback(
    () => Promise.all(['stores', 'store'].map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
    [queryClient],
  );
}

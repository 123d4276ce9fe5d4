/** The organisation's stores, by name. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { pageLimit } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';

/** The first hundred of them; undefined while they are on their way. */
export function useStores() {
  const { slug: org } = useOrganisation();
  const { data } = useQuery({
    queryKey: ['stores', org],
    queryFn: () => answerOf(api.GET('/orgs/{org}/stores', { params: { path: { org }, query: { limit: pageLimit } } })),
  });
  return data?.rows;
}

/** What each store is called, by its id. */
export function useStoreNames(): ReadonlyMap<string, string> {
  const stores = useStores();
  return useMemo(() => new Map(stores?.map(({ id, name }) => [id, name])), [stores]);
}

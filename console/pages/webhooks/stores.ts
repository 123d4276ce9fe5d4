/** What the organisation's stores are called. */
import { useMemo } from 'react';
import { useStores } from '../stores/store-queries.ts';

/** The name of each store, by its id; those that are on their way are not there yet. */
export function useStoreNames(): ReadonlyMap<string, string> {
  const { data } = useStores();
  return useMemo(() => new Map(data?.rows.map(({ id, name }) => [id, name])), [data]);
}

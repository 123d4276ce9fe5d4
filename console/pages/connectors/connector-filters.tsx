/** What the list of connectors can be narrowed down by. */
import { FilterBar, FilterSelect, type Filters, FilterText, useFilters } from '../../ui/filters.tsx';
import { takesConnectors, useAdapters } from '../adapters/adapter-queries.ts';
import { StoreFilter } from '../stores/store-filter.tsx';
import type { ConnectorQuery } from './connector-queries.ts';

const names = ['name', 'store', 'payload_format', 'status'] as const;

/** The list's filters. */
export type ConnectorFilterSet = Filters<(typeof names)[number]>;

/** The filters of the page. */
export function useConnectorFilters(): ConnectorFilterSet {
  return useFilters(names);
}

/** What the operator API is asked for. A status that there is not is left out: it can only be a mistyped address. */
export function queryOf({ status, ...others }: ConnectorFilterSet['values']): ConnectorQuery {
  const known = statuses.find((candidate) => candidate === status);
  return { ...others, ...(known && { status: known }) };
}

const statuses = ['active', 'expired', 'revoked'] as const;

const statusChoices = statuses.map((value) => ({ value, label: value }));

/** The row of filters. */
export function ConnectorFilters({ filters }: { readonly filters: ConnectorFilterSet }) {
  const { data: adapters } = useAdapters();
  const { values, set } = filters;
  return (
    <FilterBar filters={filters}>
      <FilterText main label="Name" value={values.name} onChange={(value) => set('name', value)} />
      <StoreFilter value={values.store} onChange={(value) => set('store', value)} />
      <FilterSelect
        label="Format"
        any="Any format"
        value={values.payload_format}
        choices={(adapters?.rows ?? []).filter(takesConnectors).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => set('payload_format', value)}
      />
      <FilterSelect
        label="Status"
        any="Any status"
        value={values.status}
        choices={statusChoices}
        onChange={(value) => set('status', value)}
      />
    </FilterBar>
  );
}

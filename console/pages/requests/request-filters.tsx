/** What the request log can be narrowed down by. */
import type { ReactNode } from 'react';
import {
  FilterBar,
  FilterSelect,
  type Filters,
  FilterText,
  MoreFilters,
  sinceOf,
  useFilters,
  withinChoices,
} from '../../ui/filters.tsx';
import { StoreFilter } from '../stores/store-filter.tsx';
import { ConnectorFilter } from '../connectors/connector-filter.tsx';

const names = [
  'external_id',
  'status_class',
  'error_code',
  'store',
  'connector',
  'method',
  'path',
  'client_ip',
  'quarantined',
  'within',
] as const;

const rare = ['connector', 'error_code', 'method', 'path', 'client_ip', 'quarantined'] as const;

/** The log's filters. */
export type RequestFilterSet = Filters<(typeof names)[number]>;

/** The filters of the page. */
export function useRequestFilters(): RequestFilterSet {
  return useFilters(names);
}

/** What the operator API is asked for. */
export function queryOf({ within, ...others }: RequestFilterSet['values']): Record<string, string> {
  const since = sinceOf(within);
  return { ...others, ...(since !== undefined && { since }) };
}

const statusClasses = ['2xx', '4xx', '5xx'].map((value) => ({ value, label: value }));
const methods = ['POST', 'PUT', 'GET', 'DELETE'].map((value) => ({ value, label: value }));
const quarantine = [{ value: 'true', label: 'Quarantined' }];

/** The row of filters. */
export function RequestFilters({ filters, aside }: { readonly filters: RequestFilterSet; readonly aside: ReactNode }) {
  const { values, set } = filters;
  return (
    <FilterBar filters={filters} aside={aside}>
      <FilterText main label="External id" value={values.external_id} onChange={(value) => set('external_id', value)} />
      <FilterSelect
        label="Answer"
        any="Any answer"
        value={values.status_class}
        choices={statusClasses}
        onChange={(value) => set('status_class', value)}
      />
      <StoreFilter value={values.store} onChange={(value) => set('store', value)} />
      <FilterSelect
        label="Time"
        any="Any time"
        value={values.within}
        choices={withinChoices}
        onChange={(value) => set('within', value)}
      />
      <MoreFilters areSet={rare.some((name) => values[name] !== undefined)}>
        <ConnectorFilter value={values.connector} onChange={(value) => set('connector', value)} />
        <FilterText label="Error code" value={values.error_code} onChange={(value) => set('error_code', value)} />
        <FilterSelect
          label="Method"
          any="Any method"
          value={values.method}
          choices={methods}
          onChange={(value) => set('method', value)}
        />
        <FilterText label="Path" value={values.path} onChange={(value) => set('path', value)} />
        <FilterText label="Sender's IP" value={values.client_ip} onChange={(value) => set('client_ip', value)} />
        <FilterSelect
          label="Quarantine"
          any="Understood or not"
          value={values.quarantined}
          choices={quarantine}
          onChange={(value) => set('quarantined', value)}
        />
      </MoreFilters>
    </FilterBar>
  );
}

/** What deliveries can be narrowed down by. */
import type { ReactNode } from 'react';
import { FilterBar, FilterSelect, type Filters, sinceOf, useFilters, withinChoices } from '../../ui/filters.tsx';
import { statusChoices } from './delivery-status.tsx';
import { nameOf, useEndpointsById } from './endpoints.ts';
import { useEventTypes } from './event-types.ts';

const names = ['status', 'event_type', 'endpoint', 'within'] as const;

/** The list's filters. */
export type DeliveryFilterSet = Filters<(typeof names)[number]>;

/** The filters of the page. */
export function useDeliveryFilters(): DeliveryFilterSet {
  return useFilters(names);
}

/** What the operator API is asked for. */
export function queryOf({ within, ...others }: DeliveryFilterSet['values']): Record<string, string> {
  const since = sinceOf(within);
  return { ...others, ...(since !== undefined && { since }) };
}

/** The row of filters. */
export function DeliveryFilters({ filters, aside }: { readonly filters: DeliveryFilterSet; readonly aside: ReactNode }) {
  const { data: eventTypes } = useEventTypes();
  const endpoints = [...(useEndpointsById()?.values() ?? [])];
  const { values, set } = filters;
  return (
    <FilterBar filters={filters} aside={aside}>
      <FilterSelect
        label="State"
        any="Any state"
        value={values.status}
        choices={statusChoices}
        onChange={(value) => set('status', value)}
      />
      <FilterSelect
        label="Event"
        any="Any event"
        value={values.event_type}
        choices={[...(eventTypes?.rows ?? []).map(({ type }) => type), 'webhook.test'].map((type) => ({
          value: type,
          label: type,
        }))}
        onChange={(value) => set('event_type', value)}
      />
      <FilterSelect
        label="Endpoint"
        any="Any endpoint"
        value={values.endpoint}
        choices={endpoints.map((endpoint) => ({ value: endpoint.id, label: nameOf(endpoint) }))}
        onChange={(value) => set('endpoint', value)}
      />
      <FilterSelect
        label="Time"
        any="Any time"
        value={values.within}
        choices={withinChoices}
        onChange={(value) => set('within', value)}
      />
    </FilterBar>
  );
}

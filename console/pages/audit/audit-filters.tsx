/** What the audit log can be narrowed down by. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { pageLimit } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { FilterBar, FilterSelect, type Filters, FilterText, sinceOf, useFilters, withinChoices } from '../../ui/filters.tsx';

const names = ['actor_id', 'target_id', 'within'] as const;

/** The log's filters. */
type AuditFilterSet = Filters<(typeof names)[number]>;

/** The filters of the page. */
export function useAuditFilters(): AuditFilterSet {
  return useFilters(names);
}

/** What the operator API is asked for. */
export function queryOf({ within, ...others }: AuditFilterSet['values']): Readonly<Record<string, string>> {
  const since = sinceOf(within);
  return { ...others, ...(since !== undefined && { since }) };
}

/** The row of filters. */
export function AuditFilters({ filters }: { readonly filters: AuditFilterSet }) {
  const { values, set } = filters;
  return (
    <FilterBar filters={filters}>
      <FilterText main label="Object id" value={values.target_id} onChange={(value) => set('target_id', value)} />
      <FilterSelect
        label="Who"
        any="Anybody"
        value={values.actor_id}
        choices={useActors()}
        onChange={(value) => set('actor_id', value)}
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

/** The organisation's own people and tokens: who else acts for the platform is no organisation's to list. */
function useActors() {
  const { slug: org } = useOrganisation();
  const asked = { params: { path: { org }, query: { limit: pageLimit } } };
  const { data: people } = useQuery({
    queryKey: ['operators', org, 'first'],
    queryFn: () => answerOf(api.GET('/orgs/{org}/operators', asked)),
  });
  const { data: tokens } = useQuery({
    queryKey: ['tokens', org, 'first'],
    queryFn: () => answerOf(api.GET('/orgs/{org}/tokens', asked)),
  });
  return [
    ...(people?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ...(tokens?.rows ?? []).map(({ id, name }) => ({ value: id, label: `${name} (token)` })),
  ];
}

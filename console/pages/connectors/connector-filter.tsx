/** A filter by connector, for lists of what connectors brought in. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { pageLimit } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { FilterSelect } from '../../ui/filters.tsx';

interface ConnectorFilterProps {
  /** The id of the one that is chosen. */
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}

/** One of the newest hundred, or the one that an address names. */
export function ConnectorFilter({ value, onChange }: ConnectorFilterProps) {
  const { slug: org } = useOrganisation();
  const { data } = useQuery({
    queryKey: ['connectors', org, 'newest'],
    queryFn: () => answerOf(api.GET('/orgs/{org}/connectors', { params: { path: { org }, query: { limit: pageLimit } } })),
  });
  const known = (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = value === undefined || known.some((choice) => choice.value === value);
  return (
    <FilterSelect
      label="Connector"
      any="Any connector"
      value={value}
      choices={isKnown ? known : [...known, { value, label: value }]}
      onChange={onChange}
    />
  );
}

/** How deliveries to an endpoint went in the last 24 hours, as a small picture. */
import { together, useStatistics } from '../../api/statistics.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';

/** The picture; a dash where nothing was tried, and nothing where there are no figures. */
export function EndpointHealth({ id }: { readonly id: string }) {
  const { slug: org } = useOrganisation();
  const { data } = useStatistics(org);
  if (data === undefined) return null;
  const counts = data.endpoints.find(({ endpoint_id }) => endpoint_id === id);
  if (counts === undefined) return <span>–</span>;
  const { deliveries_succeeded, deliveries_failed } = counts;
  return (
    <Sparkline
      label="Attempts of the last 24 hours"
      values={together(deliveries_succeeded, deliveries_failed)}
      bad={deliveries_failed}
    />
  );
}

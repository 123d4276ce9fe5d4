/** What an endpoint got last. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import type { Delivery } from './delivery.ts';
import { DeliveryStatus } from './delivery-status.tsx';

const shownRows = 6;
const refetchMilliseconds = 5_000;

/** The panel, which keeps up by itself. */
export function LatestDeliveries({ endpointId }: { readonly endpointId: string }) {
  const hrefOf = useHref();
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries', 'latest', endpointId],
    queryFn: () =>
      answerOf(
        api.GET('/webhook-endpoints/{id}/deliveries', { params: { path: { id: endpointId }, query: { limit: shownRows } } }),
      ),
    refetchInterval: refetchMilliseconds,
  });
  const ofEndpoint = `?endpoint=${endpointId}`;
  return (
    <Panel
      title="Latest deliveries"
      actions={
        <Link href={`${hrefOf('webhooks', 'deliveries')}${ofEndpoint}`} className={buttonClass()}>
          All deliveries
        </Link>
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading />}
      {data?.rows.length === 0 && <p>Nothing was sent to it yet. A test shows whether it is reached.</p>}
      {data !== undefined && data.rows.length > 0 && (
        <Table
          label="Latest deliveries"
          rows={data.rows}
          keyOf={({ id }) => id}
          columns={columnsOf((id) => `${hrefOf('webhooks', 'deliveries', id)}${ofEndpoint}`)}
        />
      )}
    </Panel>
  );
}

function columnsOf(hrefOf: (id: string) => string): readonly TableColumn<Delivery>[] {
  return [
    { title: 'Event', cell: ({ id, event_type }) => <Link href={hrefOf(id)}>{event_type}</Link> },
    { title: 'State', cell: ({ status }) => <DeliveryStatus status={status} /> },
    { title: 'Queued', cell: ({ created_at }) => <Time at={created_at} /> },
    { title: 'Attempts', wideOnly: true, align: 'end', cell: ({ attempts_made }) => attempts_made },
    { title: 'Next attempt', wideOnly: true, cell: ({ next_attempt_at }) => <Time at={next_attempt_at} past="due" never="–" /> },
  ];
}

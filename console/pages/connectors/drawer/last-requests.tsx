/** What a connector last received, and the way to the rest of it. */
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client.ts';
import { useHref } from '../../../app/organisation.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { StatusCode } from '../../../ui/status.tsx';
import { Table, type TableColumn } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import { useNewestRequests } from '../connector-queries.ts';

const shown = 15;
const askMilliseconds = 5_000;

const columns: readonly TableColumn<Schemas['RequestSummary']>[] = [
  { title: 'Time', cell: (row) => <RequestLink request={row} /> },
  { title: 'Answer', cell: ({ status_code }) => <StatusCode code={status_code} /> },
  { title: 'Of what', cell: ({ external_id, error_code, reason }) => external_id ?? error_code ?? reason ?? '–' },
];

function RequestLink({ request: { id, at } }: { readonly request: Schemas['RequestSummary'] }) {
  const hrefOf = useHref();
  return (
    <Link href={hrefOf('requests', id)}>
      <Time at={at} as="clock" />
    </Link>
  );
}

/** The newest of them, kept fresh. */
export function LastRequests({ connectorId }: { readonly connectorId: string }) {
  const hrefOf = useHref();
  const { data, error, refetch } = useNewestRequests(connectorId, shown, askMilliseconds);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  if (data.rows.length === 0) {
    return <Empty title="It has received nothing yet">What it receives stands here within seconds.</Empty>;
  }
  return (
    <>
      <Table label="Last requests" columns={columns} rows={data.rows} keyOf={({ id }) => id} />
      <p>
        <Link href={`${hrefOf('requests')}?connector=${connectorId}`}>All its requests</Link>
      </p>
    </>
  );
}

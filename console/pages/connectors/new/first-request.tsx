/** Waits for a new connector's first request, and says when it came and whether it was understood. */
import { LoaderCircle } from 'lucide-react';
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client.ts';
import { useHref } from '../../../app/organisation.tsx';
import { Failure } from '../../../ui/states.tsx';
import { Notice } from '../../../ui/status.tsx';
import { Time } from '../../../ui/time.tsx';
import { useNewestRequests } from '../connector-queries.ts';
import { SendTest } from '../send-test.tsx';
import styles from './first-request.module.css';

type RequestSummary = Schemas['RequestSummary'];

const askMilliseconds = 2_000;
/** So many of the newest are looked at: a shop that is set up wrong sends a few before it is set up right. */
const looked = 20;

interface FirstRequestProps {
  readonly connectorId: string;
  readonly format: string;
}

/** The wait. It is over by itself. */
export function FirstRequest({ connectorId, format }: FirstRequestProps) {
  const { data, error, refetch } = useNewestRequests(connectorId, looked, askMilliseconds);
  const accepted = data?.rows.find(({ status_code, quarantined }) => status_code < 300 && !quarantined);
  const newest = data?.rows[0];
  return (
    <div className={styles.wait} role="status">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {accepted ? (
        <Arrived request={accepted} />
      ) : (
        <>
          {newest && <Refused request={newest} />}
          <p className={styles.waiting}>
            <LoaderCircle size={18} aria-hidden className={styles.turning} />
            {newest ? 'Waiting for one that is accepted…' : 'Waiting for the first request…'}
          </p>
          <p>No storefront at hand? The adapter's own sample goes through the same door, and is stored like any other.</p>
          <div>
            <SendTest connectorId={connectorId} format={format} onSent={() => void refetch()} />
          </div>
        </>
      )}
    </div>
  );
}

function Arrived({ request }: { readonly request: RequestSummary }) {
  return (
    <Notice tone="good" title="The first request came in and was accepted" action={<SeeRequest id={request.id} />}>
      <strong>{request.method}</strong> {request.path}, answered with {request.status_code} at <Time at={request.at} as="clock" />
      {request.external_id !== null && `: ${request.external_id}`}
    </Notice>
  );
}

function Refused({ request }: { readonly request: RequestSummary }) {
  const title = request.quarantined ? 'A request came in that was not understood' : 'A request came in and was refused';
  return (
    <Notice tone="warn" title={title} action={<SeeRequest id={request.id} />}>
      <strong>{request.method}</strong> {request.path}, answered with {request.status_code}{' '}
      {request.error_code !== null && <code>{request.error_code}</code>} at <Time at={request.at} as="clock" />. The request log
      says why.
    </Notice>
  );
}

function SeeRequest({ id }: { readonly id: string }) {
  const hrefOf = useHref();
  return <Link href={hrefOf('requests', id)}>See it</Link>;
}

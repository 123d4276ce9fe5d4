/** Sends an endpoint a test, and watches it arrive. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/states.tsx';
import { Duration } from '../../ui/time.tsx';
import { adviceOf } from './attempt-advice.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { type DeliveryDetail, useDelivery } from './delivery.ts';
import { DeliveryStatus } from './delivery-status.tsx';
import styles from './test-delivery.module.css';

/** The button, and what became of the last test. */
export function TestDelivery({ endpointId }: { readonly endpointId: string }) {
  const queryClient = useQueryClient();
  const test = useMutation({
    mutationFn: () => answerOf(api.POST('/webhook-endpoints/{id}/test', { params: { path: { id: endpointId } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <div className={styles.test}>
      <Button icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <div className={styles.result} aria-live="polite">
        {test.data && <Progress key={test.data.delivery_id} id={test.data.delivery_id} />}
      </div>
      {test.error && <Failure error={test.error} />}
    </div>
  );
}

function Progress({ id }: { readonly id: string }) {
  const { data, error } = useDelivery(id);
  const hrefOf = useHref();
  if (error) return <Failure error={error} />;
  return (
    <>
      <DeliveryStatus status={data?.status ?? 'pending'} />
      <span>{data && <Words delivery={data} />}</span>
      <Link href={hrefOf('webhooks', 'deliveries', id)}>See it</Link>
    </>
  );
}

function Words({ delivery: { status, attempts, next_attempt_at } }: { readonly delivery: DeliveryDetail }) {
  const last = attempts.at(-1);
  if (last === undefined) return next_attempt_at === null && status === 'pending' ? 'It waits.' : 'It is on its way.';
  if (status === 'succeeded') {
    return (
      <>
        Answered with {last.status_code} in <Duration milliseconds={last.latency_ms} />.
      </>
    );
  }
  return (
    <>
      {adviceOf(last)?.what}.{' '}
      {next_attempt_at !== null && (
        <>
          Next attempt <Countdown at={next_attempt_at} />.
        </>
      )}
    </>
  );
}

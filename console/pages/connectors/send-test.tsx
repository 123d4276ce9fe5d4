/** Sends the adapter's own sample through the front door as a connector would, signed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/states.tsx';
import { StatusCode } from '../../ui/status.tsx';
import { useAdapter } from '../adapters/adapter-queries.ts';
import styles from './send-test.module.css';

interface SendTestProps {
  readonly connectorId: string;
  readonly format: string;
  /** After it was answered, whatever the answer. */
  readonly onSent?: () => void;
}

/** The button, or why there is none: the hub has no samples of an adapter that runs apart from it. */
export function SendTest({ format, ...test }: SendTestProps) {
  const isolation = useAdapter(format)?.isolation ?? 'none';
  if (isolation === 'none') return <SendTestButton {...test} />;
  return (
    <p>
      A test cannot be sent from here: the adapter runs in a {isolation} of its own, and keeps its samples there. In a terminal,{' '}
      <code>crossdock send {format}</code> sends one.
    </p>
  );
}

/** The button, and what came of pressing it. */
function SendTestButton({ connectorId: id, onSent }: Omit<SendTestProps, 'format'>) {
  const hrefOf = useHref();
  const queryClient = useQueryClient();
  const test = useMutation({
    mutationFn: () => answerOf(api.POST('/connectors/{id}/test', { params: { path: { id } } })),
    onSuccess: async () => {
      onSent?.();
      await Promise.all(
        ['requests', 'connectors', 'connector'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
  return (
    <div className={styles.test}>
      <Button icon={FlaskConical} busy={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <div role="status" className={styles.answer}>
        {test.data && (
          <>
            <StatusCode code={test.data.status_code} />
            <Link href={hrefOf('requests', test.data.request_id)}>See the request</Link>
          </>
        )}
      </div>
      {test.error && <Failure error={test.error} />}
    </div>
  );
}

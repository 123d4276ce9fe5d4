/** Recoveries that were asked for: how far each is, and the way to stop one. */
import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/states.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { type Recovery, useRecoveries, useRecoveriesChanged } from './recoveries.ts';
import styles from './recovery-panel.module.css';

/** The latest ones; nothing where there is none. */
export function RecoveryList({ endpointId }: { readonly endpointId: string }) {
  const { data, error, refetch } = useRecoveries(endpointId);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <>
      <h3>Asked for so far</h3>
      <ul className={styles.list}>
        {data.rows.map((recovery) => (
          <li key={recovery.id} className={styles.recovery}>
            <Shown recovery={recovery} />
          </li>
        ))}
      </ul>
    </>
  );
}

const states: Readonly<Record<Recovery['state'], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'info', word: 'Running' },
  done: { tone: 'good', word: 'Done' },
  cancelled: { tone: 'idle', word: 'Stopped' },
};

function Shown({ recovery: { id, state, queued, count, since, until, created_at } }: { readonly recovery: Recovery }) {
  const { tone, word } = states[state];
  return (
    <>
      <Status tone={tone}>{word}</Status>
      <span>
        {queued.toLocaleString()} of {Math.max(count, queued).toLocaleString()} queued, from <Time at={since} as="clock" /> to{' '}
        <Time at={until} as="clock" />, asked for <Time at={created_at} />
      </span>
      {state === 'running' && (
        <div className={styles.progress}>
          <progress value={queued} max={Math.max(1, count)} aria-label="How much of it is queued" />
          <Stop id={id} />
        </div>
      )}
    </>
  );
}

function Stop({ id }: { readonly id: string }) {
  const changed = useRecoveriesChanged();
  const tell = useTell();
  const stop = useMutation({
    mutationFn: () => answerOf(api.POST('/recoveries/{id}/cancel', { params: { path: { id } } })),
    onSuccess: async () => {
      await changed();
      tell.done('The recovery is stopped. What was queued already goes out.');
    },
    onError: tell.failed,
  });
  return (
    <Button busy={stop.isPending} onClick={() => stop.mutate()}>
      Stop
    </Button>
  );
}

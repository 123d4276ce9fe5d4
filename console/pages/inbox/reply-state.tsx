/** Where an answer stands: on its way, handed to the relay, or refused by it, and what the relay said. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import styles from './thread.module.css';

type ReplyStatus = Schemas['Reply']['status'];

const tones: Readonly<Record<ReplyStatus, Tone>> = { queued: 'info', sent: 'good', failed: 'bad' };

interface ReplyStateProps {
  readonly replyId: string;
  readonly conversationId: string;
  readonly status: ReplyStatus;
}

/** The state under an answer; of one that is not sent, with what was tried. */
export function ReplyState({ replyId: id, conversationId, status }: ReplyStateProps) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const { data } = useQuery({
    queryKey: ['reply', id, status],
    queryFn: () => answerOf(api.GET('/replies/{id}', { params: { path: { id } } })),
    enabled: status !== 'sent',
  });
  const retry = useMutation({
    mutationFn: () => answerOf(api.POST('/replies/{id}/retry', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['conversation', conversationId] }),
    onError: tell.failed,
  });
  const last = data?.attempts.at(-1);
  return (
    <div className={styles.attempts} aria-live="polite">
      <Status tone={tones[status]}>{status}</Status>
      {status !== 'sent' && last && (
        <p>
          The relay {last.status_code === null ? 'did not answer' : `answered ${last.status_code}`} <Time at={last.at} />
          {last.error_detail !== null && `: ${last.error_detail}`}
          {last.response_excerpt !== null && <code> {last.response_excerpt}</code>}
        </p>
      )}
      {status === 'queued' && data?.next_attempt_at != null && (
        <p>
          It is tried again <Time at={data.next_attempt_at} />.
        </p>
      )}
      {status === 'failed' && (
        <Button icon={RotateCcw} busy={retry.isPending} onClick={() => retry.mutate()}>
          Send again
        </Button>
      )}
    </div>
  );
}

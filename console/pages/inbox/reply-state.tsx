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

/** While an answer is on its way, what became of it is asked for again this often. */
export const pollMilliseconds = 1_500;

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
    refetchInterval: status === 'queued' && pollMilliseconds,
  });
  const retry = useMutation({
    mutationFn: async (deliveryId: string) => {
      if (status === 'failed') await answerOf(api.POST('/replies/{id}/retry', { params: { path: { id } } }));
      else await answerOf(api.POST('/deliveries/{id}/retry', { params: { path: { id: deliveryId } } })); // it waits for its next attempt
    },
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['conversation', conversationId] }),
        queryClient.invalidateQueries({ queryKey: ['reply', id] }),
      ]),
    onError: tell.failed,
  });
  const last = data?.attempts.at(-1);
  const isWaiting = status === 'queued' && last !== undefined && data?.next_attempt_at != null;
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
      {isWaiting && (
        <p>
          Tried again <Time at={data.next_attempt_at} past="now" />
        </p>
      )}
      {data && (isWaiting || status === 'failed') && (
        <Button icon={RotateCcw} busy={retry.isPending} onClick={() => retry.mutate(data.delivery_id)}>
          {isWaiting ? 'Try again now' : 'Send again'}
        </Button>
      )}
    </div>
  );
}

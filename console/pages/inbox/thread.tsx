/** One conversation: what was written on both sides, what the buyer ordered, and the box for an answer. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Money } from '../../ui/money.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { OrderStatus } from '../orders/order-status.tsx';
import { ReplyBox } from './reply-box.tsx';
import { pollMilliseconds, ReplyState } from './reply-state.tsx';
import styles from './thread.module.css';

type ConversationDetail = Schemas['ConversationDetail'];
type Message = ConversationDetail['messages'][number];

interface ThreadProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the inbox. */
export function Thread({ id, onClose }: ThreadProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['conversation', id],
    queryFn: () => answerOf(api.GET('/conversations/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.messages.some(({ status }) => status === 'queued') ? pollMilliseconds : false),
  });
  useReading(data);
  return (
    <Drawer
      title={data === undefined ? 'Conversation' : data.buyer_name || data.buyer_email}
      onClose={onClose}
      actions={data && <StatusChange conversation={data} />}
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={8} />}
      {data && <Content conversation={data} />}
    </Drawer>
  );
}

/** Marks a conversation as read once it is shown. */
function useReading(conversation: ConversationDetail | undefined): void {
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (id: string) => answerOf(api.POST('/conversations/{id}/read', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['conversations'] }),
  });
  const unreadId = conversation?.unread ? conversation.id : undefined;
  useEffect(() => {
    if (unreadId !== undefined) mutate(unreadId);
  }, [unreadId, mutate]);
}

function StatusChange({ conversation: { id, status } }: { readonly conversation: ConversationDetail }) {
  const mayChange = useCan('org_admin');
  const queryClient = useQueryClient();
  const tell = useTell();
  const next = status === 'open' ? 'closed' : 'open';
  const change = useMutation({
    mutationFn: () => answerOf(api.PATCH('/conversations/{id}', { params: { path: { id } }, body: { status: next } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['conversation', id] });
      await queryClient.invalidateQueries({ queryKey: ['conversations'] });
    },
    onError: tell.failed,
  });
  if (!mayChange) return null;
  return (
    <Button busy={change.isPending} onClick={() => change.mutate()}>
      {status === 'open' ? 'Close the conversation' : 'Open it again'}
    </Button>
  );
}

function Content({ conversation }: { readonly conversation: ConversationDetail }) {
  return (
    <>
      <p className={styles.address}>{conversation.buyer_email}</p>
      <Orders orders={conversation.orders} />
      <ol className={styles.messages}>
        {conversation.messages.map((message) => (
          <li key={message.id} className={message.direction === 'outbound' ? styles.ours : styles.theirs}>
            <MessageText message={message} conversationId={conversation.id} buyer={conversation.buyer_name} />
          </li>
        ))}
      </ol>
      <ReplyBox conversationId={conversation.id} />
    </>
  );
}

function Orders({ orders }: Pick<ConversationDetail, 'orders'>) {
  const hrefOf = useHref();
  if (orders.length === 0) return null;
  return (
    <div>
      <h3>Orders of this buyer</h3>
      <ul className={styles.orders}>
        {orders.map(({ id, order_number, external_id, status, total_cents, currency, placed_at }) => (
          <li key={id}>
            <Link href={hrefOf('orders', id)}>{order_number ?? external_id}</Link>
            <OrderStatus status={status} />
            <Money cents={total_cents} currency={currency} />
            <Time at={placed_at} never="" />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface MessageTextProps {
  readonly message: Message;
  readonly conversationId: string;
  readonly buyer: string;
}

function MessageText({ message, conversationId, buyer }: MessageTextProps) {
  const { id, direction, body, subject, details, created_at, status } = message;
  const facts = Object.entries(details);
  return (
    <article className={styles.message}>
      <header>
        <strong>{direction === 'outbound' ? 'You' : buyer || 'The buyer'}</strong>
        <Time at={created_at} as="clock" />
      </header>
      {subject !== null && <h3>{subject}</h3>}
      <p className={styles.body}>{body}</p>
      {facts.length > 0 && <KeyValues items={facts} />}
      {status !== undefined && <ReplyState replyId={id} conversationId={conversationId} status={status} />}
    </article>
  );
}

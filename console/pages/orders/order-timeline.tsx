/** Everything that happened to an order: requests in, changes, events out and each delivery of them. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import type { Tone } from '../../ui/status.tsx';
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx';

type Entry = Schemas['OrderTimeline']['rows'][number];
type Request = Extract<Entry, { kind: 'request' }>;
type Change = Extract<Entry, { kind: 'change' }>;
type Delivery = Extract<Entry, { kind: 'delivery' }>;
type HrefOf = ReturnType<typeof useHref>;

/** The timeline of the order with this id, oldest first. */
export function OrderTimeline({ id }: { readonly id: string }) {
  const hrefOf = useHref();
  const { data, error, refetch } = useQuery({
    queryKey: ['order-timeline', id],
    queryFn: () => answerOf(api.GET('/orders/{id}/timeline', { params: { path: { id } } })),
  });
  return (
    <Panel title="What happened">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading />}
      {data?.truncated && <p>There is more than is shown: only the latest of it.</p>}
      {data && <Timeline entries={data.rows.map((entry) => shown(entry, hrefOf))} />}
    </Panel>
  );
}

function shown(entry: Entry, hrefOf: HrefOf): TimelineEntry {
  switch (entry.kind) {
    case 'request':
      return requestShown(entry, hrefOf);
    case 'change':
      return changeShown(entry);
    case 'delivery':
      return deliveryShown(entry, hrefOf);
  }
}

function requestShown(
  { id, at, method, path, status_code, error_code, quarantined, duplicate, reason }: Request,
  hrefOf: HrefOf,
): TimelineEntry {
  const remark = error_code ?? reason ?? (duplicate ? 'known already' : undefined);
  return {
    key: `request ${id}`,
    at,
    tone: quarantined || status_code >= 400 ? 'warn' : 'info',
    title: (
      <Link href={hrefOf('requests', id)}>
        {method} {path}
      </Link>
    ),
    detail: `Answered with ${status_code}${remark === undefined ? '' : `: ${remark}`}`,
  };
}

function changeShown({ id, at, type, sequence, object_id, changed, before, after }: Change): TimelineEntry {
  return {
    key: `change ${id ?? `${object_id} ${sequence}`}`,
    at,
    tone: 'good',
    title: <code>{type}</code>,
    detail:
      changed === null || changed.length === 0 ? undefined : (
        <>
          {changed.map((field) => (
            <span key={field}>
              {field.replaceAll('_', ' ')}
              {after?.[field] !== undefined && `: ${wordOf(before?.[field])} → ${wordOf(after[field])}`}
            </span>
          ))}
        </>
      ),
  };
}

/** How each state of a delivery stands, and what it is called. */
const states: Readonly<Record<Delivery['status'], { readonly tone: Tone; readonly words: string }>> = {
  pending: { tone: 'info', words: 'on its way' },
  succeeded: { tone: 'good', words: 'delivered' },
  failed: { tone: 'warn', words: 'failed, and is tried again' },
  dropped: { tone: 'bad', words: 'given up' },
  cancelled: { tone: 'idle', words: 'cancelled' },
};

function deliveryShown({ id, at, event_type, endpoint_url, status, attempts_made }: Delivery, hrefOf: HrefOf): TimelineEntry {
  const { tone, words } = states[status];
  return {
    key: `delivery ${id}`,
    at,
    tone,
    title: (
      <Link href={hrefOf('webhooks', 'deliveries', id)}>
        {event_type} to {endpoint_url}
      </Link>
    ),
    detail: `${attempts_made === 1 ? '1 attempt' : `${attempts_made} attempts`}, ${words}`,
  };
}

function wordOf(value: string | number | boolean | null | undefined): string {
  return value == null ? 'nothing' : String(value);
}

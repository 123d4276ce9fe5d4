/** Everything that happened to an order: requests in, changes, events out and each delivery of them. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import type { Tone } from '../../ui/status.tsx';
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx';

type Entry = Schemas['TimelineEntry'];

/** The timeline of the order with this id. */
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
      {data && <Timeline entries={data.rows.map((entry) => shown(entry, hrefOf))} />}
    </Panel>
  );
}

function shown(_entry: Entry, _hrefOf: ReturnType<typeof useHref>): TimelineEntry {
  throw new Error('the shape of an entry is not known yet');
}

/** How an answer or a delivery went. */
export const toneOfDelivery: Readonly<Record<string, Tone>> = {
  pending: 'info',
  succeeded: 'good',
  failed: 'warn',
  dropped: 'bad',
  cancelled: 'idle',
};

/** How an endpoint is set. */
import { Panel } from '../../ui/page.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Tag } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './endpoint-facts.module.css';
import { EndpointHealth } from './endpoint-health.tsx';
import { EndpointState } from './endpoint-state.tsx';
import type { Endpoint } from './endpoints.ts';
import { useStoreNames } from './stores.ts';

/** The panel. What is as usual is said as such. */
export function EndpointFacts({ endpoint }: { readonly endpoint: Endpoint }) {
  const storeNames = useStoreNames();
  const { event_types, store_id, headers, max_attempts, retry_schedule, throttle_per_second, concurrency } = endpoint;
  const headerNames = Object.keys(headers);
  return (
    <Panel title="Settings">
      <KeyValues
        items={[
          ['State', <EndpointState key="state" endpoint={endpoint} />],
          ['Last 24 hours', <EndpointHealth key="health" id={endpoint.id} />],
          ['Address', endpoint.url],
          [
            'Events',
            <span key="events" className={styles.tags}>
              {event_types.map((type) => (
                <Tag key={type}>{type}</Tag>
              ))}
            </span>,
          ],
          ['Of', store_id === null ? 'every store' : (storeNames.get(store_id) ?? store_id)],
          ['Format', endpoint.format],
          ['Attempts in all', String(max_attempts)],
          ['Delays between', retry_schedule === null ? "the hub's own" : retry_schedule.join(', ')],
          ['Pace', paceText(throttle_per_second, concurrency)],
          ['Headers', headerNames.length === 0 ? 'none of its own' : headerNames.join(', ')],
          ['Standard Webhooks', endpoint.standard_webhooks ? 'its headers are sent as well' : 'no'],
          ['Created', <Time key="created" at={endpoint.created_at} as="full" />],
          ['Changed', <Time key="changed" at={endpoint.updated_at} as="full" />],
          ['Endpoint', <code key="id">{endpoint.id}</code>],
        ]}
      />
    </Panel>
  );
}

function paceText(perSecond: number | null, atOnce: number | null): string {
  const limits = [
    ...(perSecond === null ? [] : [`at most ${perSecond} a second`]),
    ...(atOnce === null ? [] : [`at most ${atOnce} at once`]),
  ];
  return limits.length === 0 ? 'no limit' : limits.join(', ');
}

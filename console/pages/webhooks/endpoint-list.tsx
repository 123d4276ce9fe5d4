/** The endpoints that operators made, with how each fares. */
import { Plus } from 'lucide-react';
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { EndpointHealth } from './endpoint-health.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { type Endpoint, useEndpoints } from './endpoints.ts';
import { WebhookPlaces } from './places.tsx';
import { useStoreNames } from './stores.ts';

/** The first of the page's lists. */
export function EndpointListPage() {
  const hrefOf = useHref();
  const mayChange = useCan('org_admin');
  const list = useEndpoints();
  const storeNames = useStoreNames();
  const add = mayChange && (
    <Link href={hrefOf('webhooks', 'new')} className={buttonClass('primary')}>
      <Plus size={16} aria-hidden />
      New endpoint
    </Link>
  );
  return (
    <Page title="Webhooks" fills actions={add}>
      <WebhookPlaces here="Endpoints" />
      {list.error != null ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : (
        <RecordList
          label="Endpoints"
          columns={columnsOf(storeNames)}
          rows={list.rows}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => hrefOf('webhooks', 'endpoints', id)}
          onMore={list.more}
          empty={
            <Empty title="Nothing is told of what happens here" action={add}>
              An endpoint is an address of yours. The hub sends it the events that it subscribes to, signed, and tries again until
              it answers.
            </Empty>
          }
        />
      )}
    </Page>
  );
}

function columnsOf(storeNames: ReadonlyMap<string, string>): readonly Column<Endpoint>[] {
  return [
    { title: 'Endpoint', width: 'minmax(140px, 2fr)', cell: ({ url }) => url },
    { title: 'State', width: '104px', cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
    { title: 'Last 24 hours', width: '128px', wideOnly: true, cell: ({ id }) => <EndpointHealth id={id} /> },
    { title: 'For', width: 'minmax(110px, 1fr)', wideOnly: true, cell: ({ description }) => description ?? '–' },
    { title: 'Events', width: 'minmax(120px, 1fr)', wideOnly: true, cell: ({ event_types }) => eventsText(event_types) },
    {
      title: 'Store',
      width: 'minmax(80px, 140px)',
      wideOnly: true,
      cell: ({ store_id }) => (store_id === null ? 'every store' : (storeNames.get(store_id) ?? '…')),
    },
  ];
}

function eventsText(types: readonly string[]): string {
  const [first = '', ...others] = types;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

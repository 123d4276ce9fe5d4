/** Webhooks that storefronts made through their own API, or that a connector's settings ask for: seen here, changed there. */
import { useHref } from '../../app/organisation.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { type Endpoint, useAllEndpoints } from './endpoints.ts';
import { WebhookPlaces } from './places.tsx';
import { useStoreNames } from './stores.ts';

/** The last of the page's lists. */
export function StorefrontWebhooksPage() {
  const hrefOf = useHref();
  const storeNames = useStoreNames();
  const { data, error, refetch } = useAllEndpoints();
  const rows = data?.filter(({ connector_id }) => connector_id !== null);
  const empty = (
    <Empty title="No storefront subscribes to anything">
      Some formats let a store's own programs subscribe to events, as storeep's API does, and some connectors relay replies. What
      they ask for stands here. Operators can pause or disable it.
    </Empty>
  );
  return (
    <Page title="Webhooks" fills>
      <WebhookPlaces here="Made by storefronts" />
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <RecordList
          label="Webhooks made by storefronts"
          columns={columnsOf(storeNames)}
          rows={rows}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => hrefOf('webhooks', 'endpoints', id)}
          empty={empty}
        />
      )}
    </Page>
  );
}

function columnsOf(storeNames: ReadonlyMap<string, string>): readonly Column<Endpoint>[] {
  return [
    { title: 'Address', width: 'minmax(140px, 2fr)', cell: ({ url }) => url },
    { title: 'State', width: '104px', cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
    { title: 'Name', width: 'minmax(110px, 1fr)', wideOnly: true, cell: ({ description }) => description ?? '–' },
    { title: 'Events', width: 'minmax(120px, 1fr)', wideOnly: true, cell: ({ event_types }) => event_types.join(', ') },
    { title: 'Format', width: '120px', wideOnly: true, cell: ({ format }) => format },
    {
      title: 'Store',
      width: 'minmax(80px, 140px)',
      wideOnly: true,
      cell: ({ store_id }) => (store_id === null ? 'every store' : (storeNames.get(store_id) ?? '…')),
    },
  ];
}

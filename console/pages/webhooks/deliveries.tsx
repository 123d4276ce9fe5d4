/** Deliveries of the whole organisation or of one endpoint, newest first, as they come. */
import { useState } from 'react';
import { Link, useLocation, useRoute, useSearch } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useLiveRows } from '../../api/live-rows.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { LiveSwitch } from '../../ui/live-switch.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import type { Delivery } from './delivery.ts';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { DeliveryFilters, queryOf, useDeliveryFilters } from './delivery-filters.tsx';
import { DeliveryStatus } from './delivery-status.tsx';
import { type Endpoint, nameOf, useEndpointsById } from './endpoints.ts';
import { WebhookPlaces } from './places.tsx';

/** The page; what follows its path is the id of the delivery that is open. */
export function DeliveriesPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const search = useSearch();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/webhooks/deliveries/:id');
  const filters = useDeliveryFilters();
  const endpoints = useEndpointsById();
  const [isLive, setIsLive] = useState(true);
  const { endpoint } = filters.values;
  const query = queryOf(filters.values);
  const queryText = new URLSearchParams(query).toString();
  const list = useDeliveries(org, queryText, query);
  const stream = `/orgs/${encodeURIComponent(org)}/deliveries/stream${queryText === '' ? '' : `?${queryText}`}`;
  const live = useLiveRows(list, stream, isLive);
  const withSearch = (href: string) => (search === '' ? href : `${href}?${search}`);
  const openId = opened?.['id'];

  return (
    <Page
      title="Webhooks"
      fills
      actions={
        endpoint !== undefined && (
          <Link href={hrefOf('webhooks', 'endpoints', endpoint)} className={buttonClass()}>
            To the endpoint
          </Link>
        )
      }
    >
      <WebhookPlaces here="Deliveries" />
      <DeliveryFilters filters={filters} aside={<LiveSwitch state={live.state} on={isLive} onChange={setIsLive} />} />
      {live.error != null ? (
        <Failure error={live.error} onRetry={live.retry} />
      ) : (
        <Split
          drawer={openId && <DeliveryDrawer id={openId} onClose={() => navigate(withSearch(hrefOf('webhooks', 'deliveries')))} />}
        >
          <RecordList
            label="Deliveries"
            columns={columnsOf(endpoints)}
            rows={live.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => withSearch(hrefOf('webhooks', 'deliveries', id))}
            openKey={openId}
            markOf={({ status }) => (status === 'dropped' ? 'warn' : undefined)}
            onMore={list.more}
            fresh={live.fresh}
            empty={<NoDeliveries isFiltered={filters.areSet} onClear={filters.clear} />}
          />
        </Split>
      )}
    </Page>
  );
}

function useDeliveries(org: string, queryText: string, query: Readonly<Record<string, string>>) {
  return useRows(
    ['deliveries', org, queryText],
    (cursor) =>
      answerOf(
        api.GET('/orgs/{org}/deliveries', {
          params: { path: { org }, query: { ...query, limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    { isFollowed: true },
  );
}

function columnsOf(endpoints: ReadonlyMap<string, Endpoint> | undefined): readonly Column<Delivery>[] {
  return [
    { title: 'Queued', width: 'minmax(92px, 120px)', cell: ({ created_at }) => <Time at={created_at} as="clock" /> },
    { title: 'State', width: '104px', cell: ({ status }) => <DeliveryStatus status={status} /> },
    { title: 'Event', width: 'minmax(90px, 1fr)', cell: ({ event_type }) => event_type },
    {
      title: 'To',
      width: 'minmax(140px, 2fr)',
      wideOnly: true,
      cell: ({ endpoint_id }) => targetOf(endpoints, endpoint_id),
    },
    { title: 'Attempts', width: '72px', wideOnly: true, align: 'end', cell: ({ attempts_made }) => attempts_made },
    {
      title: 'Next attempt',
      width: '110px',
      wideOnly: true,
      cell: ({ next_attempt_at }) => <Time at={next_attempt_at} past="due" never="–" />,
    },
  ];
}

function targetOf(endpoints: ReadonlyMap<string, Endpoint> | undefined, id: string): string {
  const endpoint = endpoints?.get(id);
  if (endpoint !== undefined) return nameOf(endpoint);
  return endpoints === undefined ? '…' : 'a deleted endpoint';
}

function NoDeliveries({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  return isFiltered ? (
    <Empty title="No delivery is like that" action={<Button onClick={onClear}>Clear the filters</Button>}>
      Deliveries are kept for as long as <code>CROSSDOCK_RETENTION_DAYS</code> says, 30 days unless it is set.
    </Empty>
  ) : (
    <Empty title="Nothing was sent yet">
      Each event becomes a delivery for every endpoint that subscribes to its type. Make an endpoint, and send it a test.
    </Empty>
  );
}

/**
 * The request log: everything that storefronts sent, newest first, as it comes. A row opens beside the list and says why
 * it was answered as it was.
 */
import { useState } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useLiveRows } from '../../api/live-rows.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { Split } from '../../ui/drawer.tsx';
import { LiveSwitch } from '../../ui/live-switch.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Failure } from '../../ui/states.tsx';
import { Status, StatusCode } from '../../ui/status.tsx';
import { Duration, Time } from '../../ui/time.tsx';
import { NoRequests } from './no-requests.tsx';
import { RequestDrawer } from './request-drawer.tsx';
import { queryOf, RequestFilters, useRequestFilters } from './request-filters.tsx';
import styles from './requests.module.css';

type RequestRow = Schemas['RequestSummary'];

const columns: readonly Column<RequestRow>[] = [
  { title: 'Time', width: '110px', cell: ({ at }) => <Time at={at} as="clock" /> },
  { title: 'Answer', width: '64px', cell: ({ status_code }) => <StatusCode code={status_code} /> },
  {
    title: 'Request',
    width: 'minmax(120px, 3fr)',
    wideOnly: true,
    cell: ({ method, path }) => (
      <>
        <strong>{method}</strong> {path}
      </>
    ),
  },
  { title: 'What of it', width: 'minmax(136px, 3fr)', cell: (row) => <Remark row={row} /> },
  { title: 'External id', width: 'minmax(80px, 2fr)', wideOnly: true, cell: ({ external_id }) => external_id ?? '–' },
  {
    title: 'Connector',
    width: 'minmax(80px, 2fr)',
    wideOnly: true,
    cell: ({ connector_name, client_ip }) => connector_name ?? client_ip,
  },
  {
    title: 'Took',
    width: '64px',
    wideOnly: true,
    align: 'end',
    cell: ({ duration_ms }) => <Duration milliseconds={duration_ms} />,
  },
];

/** The page; what follows its path is the id of the request that is open. */
export function RequestsPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const search = useSearch();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/requests/:id');
  const filters = useRequestFilters();
  const query = queryOf(filters.values);
  const queryText = new URLSearchParams(query).toString();
  const [isLive, setIsLive] = useState(true);

  const list = useRows(
    ['requests', org, queryText],
    (cursor) =>
      answerOf(
        api.GET('/orgs/{org}/requests', {
          params: { path: { org }, query: { ...query, limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    { isFollowed: true },
  );
  const stream = `/orgs/${encodeURIComponent(org)}/requests/stream${queryText === '' ? '' : `?${queryText}`}`;
  const live = useLiveRows(list, stream, isLive);
  const withSearch = (href: string) => (search === '' ? href : `${href}?${search}`);
  const openId = opened?.['id'];

  return (
    <Page title="Request log" fills>
      <RequestFilters filters={filters} aside={<LiveSwitch state={live.state} on={isLive} onChange={setIsLive} />} />
      {live.error != null ? (
        <Failure error={live.error} onRetry={live.retry} />
      ) : (
        <Split drawer={openId && <RequestDrawer id={openId} onClose={() => navigate(withSearch(hrefOf('requests')))} />}>
          <RecordList
            label="Requests"
            columns={columns}
            rows={live.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => withSearch(hrefOf('requests', id))}
            openKey={openId}
            markOf={({ quarantined }) => (quarantined ? 'warn' : undefined)}
            onMore={list.more}
            fresh={live.fresh}
            empty={<NoRequests isFiltered={filters.areSet} onClear={filters.clear} />}
          />
        </Split>
      )}
    </Page>
  );
}

/** What an operator looks for in a row that is not as usual; of a usual one its external id, where that has no column. */
function Remark({ row: { quarantined, error_code, duplicate, replayed, reason, external_id } }: { readonly row: RequestRow }) {
  if (quarantined) return <Status tone="warn">quarantined</Status>;
  if (error_code !== null) return <code>{error_code}</code>;
  if (replayed) return <span>repeat of a key</span>;
  if (duplicate) return <span>known already</span>;
  return reason === null ? <span className={styles.narrowOnly}>{external_id}</span> : <span>{reason}</span>;
}

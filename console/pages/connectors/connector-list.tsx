/** The list of connectors, with the ways to make another one above it. */
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { type Statistics, together, useStatistics } from '../../api/statistics.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useAdapters } from '../adapters/adapter-queries.ts';
import { useStores } from '../stores/store-queries.ts';
import { ConnectorFilters, useConnectorFilters, queryOf } from './connector-filters.tsx';
import { type Connector, useConnectors } from './connector-queries.ts';
import { ConnectorStatus } from './connector-status.tsx';
import { ConnectorDrawer } from './drawer/connector-drawer.tsx';
import { QuickStart } from './quick-start.tsx';

type Counts = Statistics['connectors'][number];

interface Known {
  /** What stores are called, by their ids. */
  readonly storeNames: ReadonlyMap<string, string>;
  /** What formats are called, by their own names. */
  readonly formatNames: ReadonlyMap<string, string>;
  /** What each connector received hour by hour; those that received nothing are absent. */
  readonly counts: ReadonlyMap<string, Counts>;
}

function columnsWith({ storeNames, formatNames, counts }: Known): readonly Column<Connector>[] {
  return [
    { title: 'Name', width: 'minmax(110px, 1.6fr)', cell: ({ name }) => name },
    {
      title: 'Format',
      width: 'minmax(112px, 1.2fr)',
      cell: ({ payload_format }) => formatNames.get(payload_format) ?? payload_format,
    },
    { title: 'Store', width: 'minmax(80px, 1fr)', wideOnly: true, cell: ({ store_id }) => storeNames.get(store_id) ?? '–' },
    { title: 'Status', width: '92px', cell: ({ status }) => <ConnectorStatus status={status} /> },
    {
      title: 'Scopes',
      width: 'minmax(90px, 1fr)',
      wideOnly: true,
      cell: ({ scopes }) => <span title={scopes.join(', ')}>{scopes.length === 0 ? 'none' : scopes.join(', ')}</span>,
    },
    { title: 'Last used', width: '96px', wideOnly: true, cell: ({ last_used_at }) => <Time at={last_used_at} /> },
    { title: '24 hours', width: '120px', wideOnly: true, cell: ({ id }) => <Traffic counts={counts.get(id)} /> },
    { title: 'Requests', width: '66px', wideOnly: true, align: 'end', cell: ({ requests_24h }) => requests_24h.toLocaleString() },
    { title: 'Errors', width: '50px', wideOnly: true, align: 'end', cell: ({ errors_24h }) => errors_24h.toLocaleString() },
  ];
}

/** The page; `openId` is the connector that is open, undefined for none. */
export function ConnectorListPage({ openId }: { readonly openId: string | undefined }) {
  const hrefOf = useHref();
  const search = useSearch();
  const [, navigate] = useLocation();
  const mayAdd = useCan('org_admin');
  const filters = useConnectorFilters();
  const list = useConnectors(queryOf(filters.values));
  const columns = useColumns();
  const withSearch = (href: string) => (search === '' ? href : `${href}?${search}`);
  return (
    <Page
      title="Connectors"
      description="Each is a key with which one storefront speaks for a store, in one format."
      actions={
        mayAdd && (
          <Link href={hrefOf('connectors', 'new')} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            New connector
          </Link>
        )
      }
      fills
    >
      {openId === undefined && <QuickStart />}
      <ConnectorFilters filters={filters} />
      {list.error != null ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : (
        <Split
          drawer={
            openId && <ConnectorDrawer key={openId} id={openId} onClose={() => navigate(withSearch(hrefOf('connectors')))} />
          }
        >
          <RecordList
            label="Connectors"
            columns={columns}
            rows={list.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => withSearch(hrefOf('connectors', id))}
            openKey={openId}
            onMore={list.more}
            empty={<NoConnectors isFiltered={filters.areSet} onClear={filters.clear} />}
          />
        </Split>
      )}
    </Page>
  );
}

function useColumns(): readonly Column<Connector>[] {
  const { slug: org } = useOrganisation();
  const { data: stores } = useStores();
  const { data: adapters } = useAdapters();
  const { data: statistics } = useStatistics(org);
  return useMemo(
    () =>
      columnsWith({
        storeNames: new Map(stores?.rows.map(({ id, name }) => [id, name])),
        formatNames: new Map(adapters?.rows.map(({ id, name }) => [id, name])),
        counts: new Map(statistics?.connectors.map((counts) => [counts.connector_id, counts])),
      }),
    [stores, adapters, statistics],
  );
}

/** Nothing where nothing came, and until the hub has told. */
function Traffic({ counts }: { readonly counts: Counts | undefined }) {
  if (counts === undefined) return null;
  const { requests, client_errors, server_errors } = counts;
  return <Sparkline label="Requests of the last 24 hours" values={requests} bad={together(client_errors, server_errors)} />;
}

function NoConnectors({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const mayAdd = useCan('org_admin');
  if (isFiltered) {
    return <Empty title="No connector is like that" action={<Button onClick={onClear}>Clear the filters</Button>} />;
  }
  return (
    <Empty title="Nothing is connected yet">
      {mayAdd
        ? 'Choose above what your shop is made with. The key and what to paste into the shop come next.'
        : 'An admin of your organisation makes the first connector.'}
    </Empty>
  );
}

/** The formats that the hub speaks, and those that it could not load. */
import { useLocation, useRoute } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { Split } from '../../ui/drawer.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Notice, Status } from '../../ui/status.tsx';
import { AdapterDrawer } from './adapter-drawer.tsx';
import { type Adapter, useAdapters } from './adapter-queries.ts';

const columns: readonly Column<Adapter>[] = [
  { title: 'Name', width: 'minmax(140px, 1fr)', cell: ({ name }) => name },
  { title: 'Format', width: '116px', wideOnly: true, cell: ({ id }) => <code>{id}</code> },
  { title: 'State', width: '130px', cell: (adapter) => <State adapter={adapter} /> },
  { title: 'Version', width: '72px', cell: ({ version }) => version },
  { title: 'Can do', width: 'minmax(140px, 2fr)', wideOnly: true, cell: ({ capabilities }) => capabilities.join(', ') },
  { title: 'Runs', width: '90px', wideOnly: true, cell: ({ isolation }) => (isolation === 'none' ? 'in the hub' : isolation) },
  { title: 'From', width: 'minmax(110px, 1fr)', wideOnly: true, cell: ({ source }) => <code>{source}</code> },
];

/** The page; what follows its path is the name of the format that is open. */
export function AdaptersPage() {
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/adapters/:format');
  const { data, error, refetch } = useAdapters();
  const openId = opened?.['format'];
  const open = data?.rows.find(({ id }) => id === openId);
  return (
    <Page
      title="Adapters"
      description="Each is a format that the hub speaks. Which are loaded is said in its plugins.yaml, and read when it starts."
      fills
    >
      {data?.failed.map(({ source, error: why }) => (
        <Notice key={source} tone="bad" title="An adapter is not loaded">
          {why}
        </Notice>
      ))}
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Split drawer={openId && data && <AdapterDrawer adapter={open} onClose={() => navigate(hrefOf('adapters'))} />}>
          <RecordList
            label="Adapters"
            columns={columns}
            rows={data?.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf('adapters', id)}
            openKey={openId}
            empty={
              <Empty title="No adapter is loaded">
                The hub understands nothing yet. Whoever runs it adds adapters to its plugins.yaml and starts it again.
              </Empty>
            }
          />
        </Split>
      )}
    </Page>
  );
}

function State({ adapter: { failures_recently } }: { readonly adapter: Adapter }) {
  if (failures_recently === 0) return <Status tone="good">loaded</Status>;
  return <Status tone="bad">{`failed ${failures_recently} times`}</Status>;
}

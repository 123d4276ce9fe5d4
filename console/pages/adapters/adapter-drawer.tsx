/** One format whole: what it can do, what it answers, and what its connectors can be told. */
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Panel } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Notice, Tag } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { type Adapter, takesConnectors } from './adapter-queries.ts';
import styles from './adapter-drawer.module.css';
import { settingRows } from './setting-rows.ts';

interface AdapterDrawerProps {
  /** Undefined where no format that is loaded has the name of the address. */
  readonly adapter: Adapter | undefined;
  readonly onClose: () => void;
}

/** The drawer of the list. */
export function AdapterDrawer({ adapter, onClose }: AdapterDrawerProps) {
  const hrefOf = useHref();
  const mayAdd = useCan('org_admin');
  return (
    <Drawer
      title={adapter?.name ?? 'Adapter'}
      onClose={onClose}
      actions={
        adapter &&
        takesConnectors(adapter) && (
          <>
            {mayAdd && (
              <Link
                href={`${hrefOf('connectors', 'new')}?format=${encodeURIComponent(adapter.id)}`}
                className={buttonClass('primary')}
              >
                New connector
              </Link>
            )}
            <Link href={`${hrefOf('connectors')}?payload_format=${encodeURIComponent(adapter.id)}`} className={buttonClass()}>
              Its connectors
            </Link>
          </>
        )
      }
    >
      {adapter === undefined ? (
        <Empty title="This format is not loaded">Whoever runs the hub adds adapters to its plugins.yaml.</Empty>
      ) : (
        <Content adapter={adapter} />
      )}
    </Drawer>
  );
}

function Content({ adapter }: { readonly adapter: Adapter }) {
  const { last_failure: failure, failures_recently: failures } = adapter;
  return (
    <>
      {failure && (
        <Notice tone={failures > 0 ? 'bad' : 'warn'} title={`It failed: ${failure.reason}`}>
          {failure.detail} The last time was <Time at={failure.at} />, within the last hour it failed {failures} times.
        </Notice>
      )}
      {adapter.description !== null && <p>{adapter.description}</p>}
      <Facts adapter={adapter} />
      <Settings adapter={adapter} />
      <Routes adapter={adapter} />
      {adapter.events.length > 0 && (
        <Panel title="Events that it can send">
          <Tags words={adapter.events} />
        </Panel>
      )}
    </>
  );
}

const isolations = { none: "in the hub's own thread", worker: 'in a thread of its own', process: 'in a process of its own' };
const signatures = {
  always: 'always',
  'per-key': 'where a connector asks for them',
  'unless-key': "unless the connector's whole key is shown",
};

function Facts({ adapter }: { readonly adapter: Adapter }) {
  const { id, version, source, capabilities, isolation, scopes, signature, signature_header, key_prefix } = adapter;
  return (
    <KeyValues
      items={[
        ['Format', <code key="format">{id}</code>],
        ['Version', version],
        ['From', <code key="source">{source}</code>],
        ['Can do', <Tags key="capabilities" words={capabilities} />],
        ['Runs', isolations[isolation]],
        ['Scopes', <Tags key="scopes" words={scopes} />],
        ['Signatures', signature === null ? 'it has none' : signatures[signature]],
        ['Signed in', signature_header === null ? undefined : <code key="header">{signature_header}</code>],
        ['Keys begin with', key_prefix === null ? 'it has no keys' : <code key="prefix">{key_prefix}</code>],
      ]}
    />
  );
}

function Tags({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return 'none';
  return (
    <span className={styles.tags}>
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  );
}

function Settings({ adapter: { config_schema } }: { readonly adapter: Adapter }) {
  const rows = settingRows(config_schema);
  return (
    <Panel title="Settings of its connectors">
      {rows.length === 0 ? (
        <p>There is nothing to set.</p>
      ) : (
        <dl className={styles.settings}>
          {rows.map(({ name, kind, isRequired, meaning }) => (
            <div key={name} className={styles.setting}>
              <dt>
                <code>{name}</code>
                <span className={styles.kind}>{isRequired ? `${kind}, required` : kind}</span>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

const routeColumns: readonly TableColumn<Adapter['routes'][number]>[] = [
  {
    title: 'Route',
    cell: ({ method, path }) => (
      <code>
        {method} {path}
      </code>
    ),
  },
  { title: 'Does', wideOnly: true, cell: ({ summary }) => summary },
  { title: 'Scope', cell: ({ scope }) => scope ?? 'any' },
];

function Routes({ adapter: { routes } }: { readonly adapter: Adapter }) {
  if (routes.length === 0) return null;
  return (
    <Panel title="What it answers">
      <Table label="Routes" rows={routes} keyOf={({ method, path }) => `${method} ${path}`} columns={routeColumns} />
    </Panel>
  );
}

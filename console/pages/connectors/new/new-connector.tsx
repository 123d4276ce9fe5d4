/**
 * Makes a connector, in two steps: what it is, and then its key and secret, shown once, with what to paste where and the wait
 * for the first request.
 */
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client.ts';
import { useHref } from '../../../app/organisation.tsx';
import { useCan } from '../../../app/session.tsx';
import { Page, Panel } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { NewStoreForm } from '../../stores/new-store.tsx';
import { useStores } from '../../stores/store-queries.ts';
import { useAdapters } from '../../adapters/adapter-queries.ts';
import { ConnectorForm } from './connector-form.tsx';
import { CreatedConnector } from './created-connector.tsx';
import styles from './new-connector.module.css';

/** The page below `connectors/new`. The address may say the format, the store and what the connector is for. */
export function NewConnectorPage() {
  const mayAdd = useCan('org_admin');
  const [created, setCreated] = useState<Schemas['ConnectorCreated']>();
  if (created !== undefined) return <CreatedConnector created={created} />;
  return (
    <Page title="New connector" description={<Back />}>
      {mayAdd ? (
        <Form onCreated={setCreated} />
      ) : (
        <Empty title="Your role makes no connectors">An admin of your organisation can.</Empty>
      )}
    </Page>
  );
}

function Back() {
  const hrefOf = useHref();
  return <Link href={hrefOf('connectors')}>All connectors</Link>;
}

function Form({ onCreated }: { readonly onCreated: (created: Schemas['ConnectorCreated']) => void }) {
  const stores = useStores();
  const adapters = useAdapters();
  const error = stores.error ?? adapters.error;
  if (error) {
    return (
      <Failure
        error={error}
        onRetry={() => {
          void stores.refetch();
          void adapters.refetch();
        }}
      />
    );
  }
  if (stores.data === undefined || adapters.data === undefined) return <Loading lines={8} />;
  if (stores.data.rows.length === 0) {
    return (
      <Panel title="First, the store">
        <p>A connector speaks for a store, and there is none yet. It takes a minute and can be changed later.</p>
        <div className={styles.store}>
          <NewStoreForm onCreated={() => undefined} />
        </div>
      </Panel>
    );
  }
  return <ConnectorForm stores={stores.data.rows} adapters={adapters.data.rows} onCreated={onCreated} />;
}

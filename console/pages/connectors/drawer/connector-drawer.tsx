/** One connector: what it is, what it may do, what it is set to, what it last received, and its end. */
import { Link } from 'wouter';
import { useHref } from '../../../app/organisation.tsx';
import { useCan } from '../../../app/session.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { Notice } from '../../../ui/status.tsx';
import { type Tab, Tabs } from '../../../ui/tabs.tsx';
import { useAdapter } from '../../adapters/adapter-queries.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { type Connector, useConnector } from '../connector-queries.ts';
import { mappingSchemaOf } from '../mapping/mapping-schema.ts';
import { SendTest } from '../send-test.tsx';
import { ConnectorSetUp } from './connector-set-up.tsx';
import { ConnectorFacts } from './connector-facts.tsx';
import { ConnectorSettings } from './connector-settings.tsx';
import { LastRequests } from './last-requests.tsx';
import { RevokeConnector } from './revoke-connector.tsx';
import { RotateSecret } from './rotate-secret.tsx';

interface ConnectorDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the list. */
export function ConnectorDrawer({ id, onClose }: ConnectorDrawerProps) {
  const { data, error, refetch } = useConnector(id);
  const mayChange = useCan('org_admin');
  return (
    <Drawer
      title={data?.name ?? 'Connector'}
      onClose={onClose}
      actions={data && mayChange && data.status !== 'revoked' && <Actions connector={data} />}
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={10} />}
      {data && <Content connector={data} />}
    </Drawer>
  );
}

function Actions({ connector }: { readonly connector: Connector }) {
  const hrefOf = useHref();
  const adapter = useAdapter(connector.payload_format);
  return (
    <>
      <SendTest connectorId={connector.id} format={connector.payload_format} />
      {adapter && mappingSchemaOf(adapter) && (
        <Link href={hrefOf('connectors', connector.id, 'mapping')} className={buttonClass()}>
          Map the fields
        </Link>
      )}
      <RotateSecret connector={connector} />
      <RevokeConnector connector={connector} />
    </>
  );
}

function Content({ connector }: { readonly connector: Connector }) {
  const adapter = useAdapter(connector.payload_format);
  const mayChange = useCan('org_admin');
  const { previous_secret_expires_at: graceEnd, status } = connector;
  const tabs: readonly Tab[] = [
    { title: 'Facts', content: <ConnectorFacts connector={connector} /> },
    {
      title: 'Settings',
      content: <ConnectorSettings connector={connector} adapter={adapter} mayChange={mayChange && status !== 'revoked'} />,
    },
    { title: 'Set-up', content: <ConnectorSetUp connector={connector} adapter={adapter} /> },
    { title: 'Requests', content: <LastRequests connectorId={connector.id} /> },
  ];
  return (
    <>
      {graceEnd !== null && status !== 'revoked' && (
        <Notice tone="info" title="Two secrets hold">
          The one before the last rotation ends <Countdown at={graceEnd} />. The storefront should have the new one by then.
        </Notice>
      )}
      <Tabs label="The connector" tabs={tabs} />
    </>
  );
}

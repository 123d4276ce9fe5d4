/** A connector that was just made: its key and secret, this once, what to paste where, and the wait for the first request. */
import { Link, useSearchParams } from 'wouter';
import type { Schemas } from '../../../api/client.ts';
import { useHref } from '../../../app/organisation.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Page, Panel } from '../../../ui/page.tsx';
import { SecretOnce } from '../../../ui/secret-once.tsx';
import { Notice } from '../../../ui/status.tsx';
import { useAdapter } from '../../adapters/adapter-queries.ts';
import { guideOf } from '../../adapters/guides.ts';
import { mappingSchemaOf } from '../mapping/mapping-schema.ts';
import { DeliveryUrls, SetUp } from '../set-up.tsx';
import { FirstRequest } from './first-request.tsx';

/** The second step of a new connector. */
export function CreatedConnector({ created }: { readonly created: Schemas['ConnectorCreated'] }) {
  const { id, name, key, signing_secret_plain: secret, ...connector } = created;
  const hrefOf = useHref();
  const [address] = useSearchParams();
  const adapter = useAdapter(connector.payload_format);
  return (
    <Page
      title={`${name} is made`}
      description="Three things are left: keep the secrets, tell the storefront, and see its first request come in."
      actions={
        <Link href={hrefOf('connectors', id)} className={buttonClass()}>
          To the connector
        </Link>
      }
    >
      <Panel title="1. Keep the secrets">
        <Notice tone="warn" title="They are shown this once">
          Paste them into the storefront or a password manager before you leave this page. Lost ones can only be replaced.
        </Notice>
        {key !== null && <SecretOnce label="Key" value={key} />}
        <SecretOnce label="Signing secret" value={secret} />
      </Panel>
      <Panel title="2. Tell the storefront">
        {adapter ? (
          <SetUp connector={created} guide={guideOf(adapter, address.get('for'))} secrets={{ key, secret }} />
        ) : (
          <DeliveryUrls urls={created.delivery_urls} />
        )}
        {adapter && mappingSchemaOf(adapter) && (
          <p>
            What the partner sends has a shape of its own:{' '}
            <Link href={hrefOf('connectors', id, 'mapping')}>say where in it each part of an order is</Link>.
          </p>
        )}
      </Panel>
      <Panel title="3. See the first request">
        <FirstRequest connectorId={id} format={connector.payload_format} />
      </Panel>
    </Page>
  );
}

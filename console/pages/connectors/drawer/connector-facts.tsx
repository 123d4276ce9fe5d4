/** What a connector is, at a glance. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useHref } from '../../../app/organisation.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Tag } from '../../../ui/status.tsx';
import { Time } from '../../../ui/time.tsx';
import { useAdapter } from '../../adapters/adapter-queries.ts';
import { useStores } from '../../stores/store-queries.ts';
import type { Connector } from '../connector-queries.ts';
import { ConnectorStatus } from '../connector-status.tsx';
import styles from './connector-facts.module.css';

/** The facts. */
export function ConnectorFacts({ connector }: { readonly connector: Connector }) {
  const hrefOf = useHref();
  const { data: stores } = useStores();
  const formatName = useAdapter(connector.payload_format)?.name ?? connector.payload_format;
  const store = stores?.rows.find(({ id }) => id === connector.store_id);
  const requests = `${hrefOf('requests')}?connector=${connector.id}&within=day`;
  return (
    <KeyValues
      items={[
        ['Status', <ConnectorStatus key="status" status={connector.status} />],
        [
          'Format',
          <Link key="format" href={hrefOf('adapters', connector.payload_format)}>
            {formatName}
          </Link>,
        ],
        [
          'Store',
          store && (
            <Link key="store" href={hrefOf('stores', store.slug)}>
              {store.name}
            </Link>
          ),
        ],
        ['Scopes', <Tags key="scopes" words={connector.scopes} none="none" />],
        ['Key begins with', connector.key_prefix === null ? 'it has no key' : <code key="prefix">{connector.key_prefix}</code>],
        ['Signatures', connector.require_signature ? 'required' : 'checked where they come'],
        ['May send from', <Tags key="addresses" words={connector.ip_allowlist} none="anywhere" />],
        ['At most', `${connector.rate_limit_per_minute.toLocaleString()} requests a minute`],
        [
          'Works until',
          connector.status === 'revoked' ? (
            'it was revoked: it works no more'
          ) : (
            <Time key="until" at={connector.expires_at} as="full" never="it is revoked" />
          ),
        ],
        ['Last used', <Time key="used" at={connector.last_used_at} />],
        ['24 hours', <Link key="day" href={requests}>{`${connector.requests_24h} in, ${connector.errors_24h} refused`}</Link>],
        ['Created', <Time key="created" at={connector.created_at} as="full" />],
        ['Changed', <Time key="changed" at={connector.updated_at} as="full" />],
        ['Id', <code key="id">{connector.id}</code>],
      ]}
    />
  );
}

function Tags({ words, none }: { readonly words: readonly string[]; readonly none: string }): ReactNode {
  if (words.length === 0) return none;
  return (
    <span className={styles.tags}>
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  );
}

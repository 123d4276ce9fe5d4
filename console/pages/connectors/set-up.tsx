/** What is pasted where, so that a storefront sends to a connector. The words are the adapter's. */
import { CopyButton } from '../../ui/copy-button.tsx';
import type { Adapter } from '../adapters/adapter-queries.ts';
import type { Connector } from './connector-queries.ts';
import styles from './set-up.module.css';

interface SetUpProps {
  readonly connector: Pick<Connector, 'delivery_urls'>;
  /** Undefined while it is on its way, or when it is not loaded. */
  readonly adapter: Adapter | undefined;
  /** Only where they were just made. */
  readonly secrets?: { readonly key: string | null; readonly secret: string };
}

/** The delivery URLs and the steps. */
export function SetUp({ connector }: SetUpProps) {
  return <DeliveryUrls urls={connector.delivery_urls} />;
}

/** What the storefront is told to send to, each with a button to copy it. */
export function DeliveryUrls({ urls }: { readonly urls: readonly string[] }) {
  if (urls.length === 0) return <p>The adapter of this format is not loaded, so there is nowhere to send to.</p>;
  return (
    <ul className={styles.urls}>
      {urls.map((url) => (
        <li key={url} className={styles.url}>
          <code>{url}</code>
          <CopyButton text={url} what="the delivery URL" />
        </li>
      ))}
    </ul>
  );
}

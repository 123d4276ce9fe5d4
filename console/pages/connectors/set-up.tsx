/** What is pasted where, so that a storefront sends to a connector: the adapter's words, with the connector's values in them. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { Guide } from '../adapters/guides.ts';
import { useStores } from '../stores/store-queries.ts';
import type { Connector } from './connector-queries.ts';
import styles from './set-up.module.css';

/** What a connector showed when it was made; undefined later. */
export interface ShownOnce {
  /** Null for a format without keys. */
  readonly key: string | null;
  readonly secret: string;
}

interface SetUpProps {
  readonly connector: Pick<Connector, 'delivery_urls' | 'store_id'>;
  readonly guide: Guide;
  readonly secrets?: ShownOnce;
}

/** The steps, and a first request for a shell. */
export function SetUp({ connector, guide, secrets }: SetUpProps) {
  const hrefOf = useHref();
  const { data: stores } = useStores();
  const store = stores?.rows.find(({ id }) => id === connector.store_id);
  const values = valuesOf(connector, secrets);
  return (
    <>
      {store && (
        <p>
          The store in Crossdock is <Link href={hrefOf('stores', store.slug)}>{store.name}</Link>.
        </p>
      )}
      {guide.steps.length === 0 ? (
        <p>The adapter of this format does not say more. The storefront sends to one of these:</p>
      ) : (
        <ol className={styles.steps}>
          {guide.steps.map((step) => (
            <li key={step}>{inWords(step, values)}</li>
          ))}
        </ol>
      )}
      {guide.steps.length === 0 && <DeliveryUrls urls={connector.delivery_urls} />}
      {guide.firstRequest !== undefined && <CodeBlock label="first request" text={inText(guide.firstRequest, values)} />}
    </>
  );
}

/** What the storefront is told to send to, each with a button to copy it. */
export function DeliveryUrls({ urls }: { readonly urls: readonly string[] }) {
  if (urls.length === 0) return <p>The adapter of this format is not loaded, so there is nowhere to send to.</p>;
  return (
    <ul className={styles.urls}>
      {urls.map((url) => (
        <li key={url} className={styles.url}>
          <code>{url}</code>
          <CopyButton text={url} what={`the delivery URL ${url}`} />
        </li>
      ))}
    </ul>
  );
}

interface Value {
  /** What it is called where it is not known. */
  readonly name: string;
  /** Stands in a command where it is not known. */
  readonly stand: string;
  readonly text: string | undefined;
}

/** By the names that the adapters' words have for them. */
type Values = Readonly<Record<string, Value>>;

function valuesOf({ delivery_urls }: Pick<Connector, 'delivery_urls'>, secrets: ShownOnce | undefined): Values {
  const urls = delivery_urls.map((url, index) => [
    index === 0 ? 'delivery_url' : `delivery_url_${index + 1}`,
    { name: 'the delivery URL', stand: url, text: url },
  ]);
  return {
    ...(Object.fromEntries(urls) as Values), // a name and a value each
    key: { name: "the connector's key", stand: 'YOUR_KEY', text: secrets?.key ?? undefined },
    secret: { name: 'the signing secret', stand: 'YOUR_SECRET', text: secrets?.secret },
  };
}

const placeholder = /\{(\w+)\}/;

/** A step with what it speaks of in place, each to copy. */
function inWords(step: string, values: Values): ReactNode {
  // Splitting by a group gives words and names in turn.
  return step.split(placeholder).map((part, index) => {
    const value = index % 2 === 1 ? values[part] : undefined;
    if (value === undefined) return part;
    if (value.text === undefined) return <em key={index}>{value.name}</em>;
    return <Copied key={index} text={value.text} what={value.name} />;
  });
}

function Copied({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className={styles.copied}>
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

function inText(command: string, values: Values): string {
  return command.replaceAll(new RegExp(placeholder, 'g'), (all, name: string) => {
    const value = values[name];
    return value?.text ?? value?.stand ?? all;
  });
}

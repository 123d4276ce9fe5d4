/** The ways to connect something, one card each: it leads to the form of a new connector with the right format chosen. */
import { Boxes, Braces, Globe, type LucideIcon, PlugZap, ShoppingBag, Store, Truck, Workflow } from 'lucide-react';
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { type Adapter, takesConnectors, useAdapters } from '../adapters/adapter-queries.ts';
import styles from './quick-start.module.css';

interface Start {
  readonly key: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Of the new connector's page. */
  readonly query: Readonly<Record<string, string>>;
}

/** What most people look for comes first; formats that are not named follow, as the hub lists them. */
const icons: ReadonlyMap<string, LucideIcon> = new Map([
  ['woocommerce', Store],
  ['shopify', ShoppingBag],
  ['website', Globe],
  ['peptideclients', Braces],
  ['fulfilment', Truck],
  ['storeep', Boxes],
]);
const order = [...icons.keys()];

/** A flow of Zapier or Make speaks the generic API; only what is pasted where differs. */
const flows: Start = {
  key: 'flows',
  title: 'Zapier or Make',
  icon: Workflow,
  query: { format: 'peptideclients', for: 'flows' },
};

function startsOf(adapters: readonly Adapter[]): readonly Start[] {
  const rankOf = ({ id }: Adapter) => (order.includes(id) ? order.indexOf(id) : order.length);
  const sorted = adapters.filter(takesConnectors).toSorted((one, other) => rankOf(one) - rankOf(other));
  return sorted.flatMap(({ id }) => [
    { key: id, title: id, icon: icons.get(id) ?? PlugZap, query: { format: id } },
    ...(id === flows.query['format'] ? [flows] : []),
  ]);
}

/** The cards. Nothing while the formats are on their way. */
export function QuickStart() {
  const { data } = useAdapters();
  const hrefOf = useHref();
  const starts = startsOf(data?.rows ?? []);
  if (starts.length === 0) return null;
  return (
    <nav aria-label="Quick start">
      <ul className={styles.cards}>
        {starts.map(({ key, title, icon: Icon, query }) => (
          <li key={key}>
            <Link href={`${hrefOf('connectors', 'new')}?${new URLSearchParams(query).toString()}`} className={styles.card}>
              <Icon size={20} aria-hidden />
              <strong>{title}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

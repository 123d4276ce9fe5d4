/** One card a store: its requests, errors, orders and deliveries of the last 24 hours. */
import { Link } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { type Statistics, sumOf, together } from '../../api/statistics.ts';
import { useHref } from '../../app/organisation.tsx';
import { Panel } from '../../ui/page.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import styles from './overview.module.css';

type Counts = Statistics['stores'][number];

interface StoreFiguresProps {
  readonly stores: readonly Schemas['Store'][];
  /** Those that had anything. */
  readonly counted: readonly Counts[];
}

/** The cards, the busiest store first. */
export function StoreFigures({ stores, counted }: StoreFiguresProps) {
  const countsOf = new Map(counted.map((counts) => [counts.store_id, counts]));
  const busyness = (id: string) => sumOf(countsOf.get(id)?.requests ?? []);
  return (
    <div className={styles.stores}>
      {stores
        .toSorted((one, other) => busyness(other.id) - busyness(one.id))
        .map((store) => (
          <Panel key={store.id} title={store.name}>
            <Figures store={store.slug} counts={countsOf.get(store.id)} />
          </Panel>
        ))}
    </div>
  );
}

function Figures({ store, counts }: { readonly store: string; readonly counts: Counts | undefined }) {
  const hrefOf = useHref();
  if (counts === undefined) return <p>Nothing in the last 24 hours.</p>;
  const errors = together(counts.client_errors, counts.server_errors);
  const log = `${hrefOf('requests')}?store=${encodeURIComponent(store)}&within=day`;
  return (
    <div className={styles.figures}>
      <Figure name="Requests" href={log} values={counts.requests} />
      <Figure name="Errors" href={`${log}&status_class=4xx`} values={errors} bad={errors} />
      <Figure name="Orders" href={`${hrefOf('orders')}?store=${encodeURIComponent(store)}`} values={counts.orders} />
      <Figure
        name="Deliveries"
        href={hrefOf('webhooks', 'deliveries')}
        values={together(counts.deliveries_succeeded, counts.deliveries_failed)}
        bad={counts.deliveries_failed}
      />
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  /** Where the things themselves are. */
  readonly href: string;
  readonly values: readonly number[];
  readonly bad?: readonly number[];
}

function Figure({ name, href, values, bad }: FigureProps) {
  return (
    <div className={styles.figure}>
      <span>{name}</span>
      <Link href={href} className={styles.number}>
        {sumOf(values).toLocaleString()}
      </Link>
      <Sparkline label={`${name} of the last 24 hours`} values={values} {...(bad && { bad })} />
    </div>
  );
}

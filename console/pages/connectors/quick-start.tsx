/** The ways to connect something, one card each: it leads to the form of a new connector with the right format chosen. */
import { Boxes, Braces, Globe, type LucideIcon, PlugZap, ShoppingBag, Store, Truck, Workflow } from 'lucide-react';
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { useAdapters } from '../adapters/adapter-queries.ts';
import { allGuides, type Guide } from '../adapters/guides.ts';
import styles from './quick-start.module.css';

/** By format, and by what else speaks it. */
const icons: Readonly<Record<string, LucideIcon>> = {
  woocommerce: Store,
  shopify: ShoppingBag,
  website: Globe,
  peptideclients: Braces,
  'peptideclients/flows': Workflow,
  fulfilment: Truck,
  storeep: Boxes,
};

/** The cards, for who may make a connector. Nothing while the formats are on their way. */
export function QuickStart() {
  const { data } = useAdapters();
  const hrefOf = useHref();
  const mayAdd = useCan('org_admin');
  const guides = allGuides(data?.rows ?? []);
  if (!mayAdd || guides.length === 0) return null;
  return (
    <nav aria-label="Quick start" className={styles.quickStart}>
      <ul className={styles.cards}>
        {guides.map((guide) => (
          <li key={keyOf(guide)}>
            <Card guide={guide} href={`${hrefOf('connectors', 'new')}?${queryOf(guide)}`} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function keyOf({ format, variant }: Guide): string {
  return variant === undefined ? format : `${format}/${variant}`;
}

function queryOf({ format, variant }: Guide): string {
  return new URLSearchParams({ format, ...(variant !== undefined && { for: variant }) }).toString();
}

function Card({ guide, href }: { readonly guide: Guide; readonly href: string }) {
  const Icon = icons[keyOf(guide)] ?? PlugZap;
  return (
    <Link href={href} className={styles.card} title={guide.description}>
      <Icon size={20} aria-hidden />
      {guide.name}
    </Link>
  );
}

/** The way between the lists of the page. */
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import styles from './places.module.css';

const places = [
  { names: [], title: 'Endpoints' },
  { names: ['deliveries'], title: 'Deliveries' },
  { names: ['storefronts'], title: 'Made by storefronts' },
] as const;

/** Links to the lists; `here` is the one that is shown. */
export function WebhookPlaces({ here }: { readonly here: (typeof places)[number]['title'] }) {
  const hrefOf = useHref();
  return (
    <nav className={styles.places} aria-label="Webhooks">
      {places.map(({ names, title }) => (
        <Link key={title} href={hrefOf('webhooks', ...names)} aria-current={title === here ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  );
}

/** What stands around every page: the way to the others, whose organisation this is, and who is signed in. */
import { Menu, X } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { IconButton } from '../ui/button.tsx';
import { Loading } from '../ui/states.tsx';
import { Mark } from './mark.tsx';
import { placeGroups } from './navigation.ts';
import { useHref } from './organisation.tsx';
import { OrganisationSwitch } from './organisation-switch.tsx';
import { Person } from './person.tsx';
import { useCan } from './session.tsx';
import styles from './shell.module.css';

/** The frame with the page in it. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        To the content
      </a>
      <header className={styles.top}>
        <IconButton
          icon={isOpen ? X : Menu}
          label={isOpen ? 'Close the menu' : 'Open the menu'}
          aria-expanded={isOpen}
          aria-controls="sidebar"
          onClick={() => setIsOpen(!isOpen)}
        />
        <Mark />
      </header>
      <aside id="sidebar" aria-label="Sidebar" className={isOpen ? `${styles.sidebar} ${styles.isOpen}` : styles.sidebar}>
        <div className={styles.brand}>
          <Mark />
        </div>
        <OrganisationSwitch />
        <Places onGo={() => setIsOpen(false)} />
        <div className={styles.foot}>
          <Person />
        </div>
      </aside>
      <main id="content" className={styles.content} tabIndex={-1}>
        <Suspense fallback={<Loading lines={8} />}>{children}</Suspense>
      </main>
    </div>
  );
}

function Places({ onGo }: { readonly onGo: () => void }) {
  const hrefOf = useHref();
  const [location] = useLocation();
  const isAdmin = useCan('org_admin');
  return (
    <nav className={styles.places} aria-label="Pages">
      {placeGroups.map(({ title, places }) => (
        <div key={title} className={styles.group}>
          <h2>{title}</h2>
          <ul>
            {places
              .filter(({ role }) => role === undefined || isAdmin)
              .map(({ path, title: name, icon: Icon }) => {
                const href = hrefOf(path);
                const isHere = location === href || location.startsWith(`${href}/`);
                return (
                  <li key={path}>
                    <Link href={href} className={styles.place} aria-current={isHere ? 'page' : undefined} onClick={onGo}>
                      <Icon size={17} aria-hidden />
                      {name}
                    </Link>
                  </li>
                );
              })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** What stands around every page: the way to the others, whose organisation this is, and who is signed in. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut, Menu, Moon, Sun, X } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answerOf, api } from '../api/client.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Loading } from '../ui/states.tsx';
import { placeGroups } from './navigation.ts';
import { useHref, useOrganisation } from './organisation.tsx';
import { enterSession, useCan, useOperator } from './session.tsx';
import styles from './shell.module.css';
import { useTheme } from './theme.ts';

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
        <Person />
      </aside>
      <main id="content" className={styles.content} tabIndex={-1}>
        <Suspense fallback={<Loading lines={8} />}>{children}</Suspense>
      </main>
    </div>
  );
}

/** The product's name and sign. */
export function Mark() {
  return (
    <span className={styles.mark}>
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden>
        <rect width="32" height="32" rx="7" className={styles.markGround} />
        <path d="M6 11h12l-3.5-3.5M26 21H14l3.5 3.5" className={styles.markLines} />
      </svg>
      Crossdock
    </span>
  );
}

function OrganisationSwitch() {
  const { slug, name } = useOrganisation();
  const isPlatformAdmin = useCan('platform_admin');
  const [, navigate] = useLocation();
  const { data } = useQuery({
    queryKey: ['orgs'],
    queryFn: () => answerOf(api.GET('/orgs', { params: { query: { limit: 100 } } })),
    enabled: isPlatformAdmin,
  });
  if (!isPlatformAdmin) return <p className={styles.organisation}>{name}</p>;
  const organisations = data?.rows ?? [];
  return (
    <select
      className={styles.organisations}
      aria-label="Organisation"
      value={slug}
      onChange={({ target }) =>
        navigate(target.value === '' ? '/organisations' : `/orgs/${encodeURIComponent(target.value)}/overview`)
      }
    >
      {!organisations.some((organisation) => organisation.slug === slug) && <option value={slug}>{name}</option>}
      {organisations.map((organisation) => (
        <option key={organisation.id} value={organisation.slug}>
          {organisation.name}
        </option>
      ))}
      <option value="">All organisations…</option>
    </select>
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

const roleNames = { platform_admin: 'Platform admin', org_admin: 'Admin', org_member: 'Member' };

function Person() {
  const { name, role } = useOperator();
  const { isDark, toggle } = useTheme();
  const queryClient = useQueryClient();
  const signOut = async () => {
    await answerOf(api.DELETE('/session'));
    enterSession(undefined);
    queryClient.clear();
    location.assign('/console'); // a fresh page: nothing of what was seen stays in memory
  };
  return (
    <div className={styles.person}>
      <div className={styles.who}>
        <strong>{name}</strong>
        <span>{roleNames[role]}</span>
      </div>
      <IconButton icon={isDark ? Sun : Moon} label={isDark ? 'Light colours' : 'Dark colours'} onClick={toggle} />
      <Button kind="quiet" icon={LogOut} onClick={() => void signOut()}>
        Sign out
      </Button>
    </div>
  );
}

/** What stands around the pages of a signed-in operator that are of no organisation. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Mark } from './mark.tsx';
import styles from './outside.module.css';
import { Person } from './person.tsx';

/** The frame with the page in it. */
export function Outside({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.outside}>
      <header className={styles.top}>
        <Link href="/" className={styles.home}>
          <Mark />
        </Link>
        <Person />
      </header>
      <main tabIndex={-1} className={styles.content}>
        {children}
      </main>
    </div>
  );
}

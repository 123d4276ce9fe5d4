/** The frame of the pages before the console: the product's sign and one thing to do. */
import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../app/mark.tsx';
import styles from './gate.module.css';

/** One such page. */
export function Gate({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Crossdock`;
  }, [title]);
  return (
    <main className={styles.gate}>
      <div className={styles.card}>
        <Mark />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** The frame of a page: its one heading, what can be done on it, and its name in the browser's tab. */
import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One or two sentences on what is here. */
  readonly description?: ReactNode;
  /** Buttons and links beside the heading. */
  readonly actions?: ReactNode;
  /** True for pages of one long list, which takes the height that is left and scrolls in itself. */
  readonly fills?: boolean;
  readonly children: ReactNode;
}

/** A page. */
export function Page({ title, description, actions, fills = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Crossdock`;
  }, [title]);
  return (
    <div className={fills ? `${styles.page} ${styles.fills}` : styles.page}>
      <header className={styles.header}>
        <div>
          <h1>{title}</h1>
          {description !== undefined && <p className={styles.description}>{description}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page that belongs together, with a heading of its own. */
export function Panel({ title, actions, children }: PanelProps) {
  return (
    <section className={styles.panel}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.panelHeader}>
          {title !== undefined && <h2>{title}</h2>}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

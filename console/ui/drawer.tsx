/**
 * One row of a list, whole, beside the list: the list stays where it is and can still be used. On a narrow screen the
 * drawer takes all of it.
 */
import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from './button.tsx';
import styles from './drawer.module.css';
import { useShortcuts } from './shortcuts.tsx';

interface DrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Buttons under the title. */
  readonly actions?: ReactNode;
  /** True for what needs room, such as two texts side by side. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A drawer; it is open for as long as it is rendered, and Escape closes it. It takes the focus when it opens. */
export function Drawer({ title, onClose, actions, wide = false, children }: DrawerProps) {
  const heading = useId();
  useShortcuts({ Escape: { does: 'Close what is open', run: onClose } });
  return (
    <aside className={wide ? `${styles.drawer} ${styles.wide}` : styles.drawer} aria-labelledby={heading}>
      <header className={styles.header}>
        <h2 key={title} id={heading} ref={takeFocus} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      <div className={styles.content} tabIndex={0} role="region" aria-label={title}>
        {children}
      </div>
    </aside>
  );
}

/** For a heading that is new whenever another row is opened. */
function takeFocus(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true });
}

interface SplitProps {
  /** The list. */
  readonly children: ReactNode;
  /** A Drawer, or nothing. */
  readonly drawer?: ReactNode;
}

/** A list with the place beside it where a drawer opens. */
export function Split({ children, drawer }: SplitProps) {
  return (
    <div className={styles.split}>
      <div className={styles.main}>{children}</div>
      {drawer}
    </div>
  );
}

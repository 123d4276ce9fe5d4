/** Something to press. What it does is in its text; an icon only stands beside it. */
import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

/** How much a button asks for attention: at most one `primary` a view; `danger` for what cannot be undone. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly kind?: ButtonKind;
  readonly icon?: LucideIcon;
  /** While the work goes on that pressing it has started. It cannot be pressed again, and keeps its focus. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A button; `type` is "button" unless it says otherwise. */
export function Button({ kind = 'secondary', icon: Icon, busy = false, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(kind)}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className={styles.spinner} /> : Icon && <Icon size={16} aria-hidden />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'children'> {
  readonly icon: LucideIcon;
  /** What it does, for people who do not see the icon, and on hover. */
  readonly label: string;
}

/** A button that shows an icon alone, for the most familiar actions. */
export function IconButton({ icon: Icon, label, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} className={styles.icon} aria-label={label} title={label}>
      <Icon size={18} aria-hidden />
    </button>
  );
}

/** The look of a button, for links that are one. */
export function buttonClass(kind: ButtonKind = 'secondary'): string {
  return `${styles.button} ${styles[kind]}`;
}

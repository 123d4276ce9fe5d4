/** A state in one word, told by colour, shape and text: nobody has to see colours. */
import { Ban, CircleAlert, CircleCheck, CircleDashed, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './status.module.css';

/** What a state means for whoever looks. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

const icons: Readonly<Record<Tone, LucideIcon>> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  idle: CircleDashed,
};

interface StatusProps {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** The state of one thing. */
export function Status({ tone, children }: StatusProps) {
  const Icon = icons[tone];
  return (
    <span className={`${styles.status} ${styles[tone]}`}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}

/** An HTTP status code; 0 or null mean that there was no answer. */
export function StatusCode({ code }: { readonly code: number | null }) {
  if (code === null || code === 0) return <Status tone="bad">no answer</Status>;
  return <Status tone={toneOfCode(code)}>{code}</Status>;
}

function toneOfCode(code: number): Tone {
  if (code < 300) return 'good';
  if (code < 400) return 'info';
  return code < 500 ? 'warn' : 'bad';
}

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  /** What can be done about it. */
  readonly action?: ReactNode;
}

/** Something to know on this page, in a sentence or two. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = tone === 'idle' ? Ban : icons[tone];
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'bad' ? 'alert' : 'note'}>
      <Icon size={18} aria-hidden />
      <div className={styles.words}>
        <strong>{title}</strong>
        {children !== undefined && <div className={styles.more}>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** A word about a thing that is no state: a format, a scope, where something came from. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className={styles.tag}>{children}</span>;
}

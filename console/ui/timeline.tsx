/** Things that happened, one under the other, each with its moment. */
import type { ReactNode } from 'react';
import { Time } from './time.tsx';
import type { Tone } from './status.tsx';
import styles from './timeline.module.css';

/** One thing that happened. */
export interface TimelineEntry {
  readonly key: string;
  /** RFC 3339; absent for what goes on now, or has no moment yet. */
  readonly at?: string;
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
}

/** A timeline, in the order in which it is given. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className={styles.timeline}>
      {entries.map(({ key, at, tone, title, detail }) => (
        <li key={key} className={styles[tone]}>
          <div className={styles.head}>
            <span className={styles.title}>{title}</span>
            {at !== undefined && (
              <span className={styles.time}>
                <Time at={at} as="clock" />
              </span>
            )}
          </div>
          {detail !== undefined && <div className={styles.detail}>{detail}</div>}
        </li>
      ))}
    </ol>
  );
}

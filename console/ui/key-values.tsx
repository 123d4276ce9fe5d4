/** Facts about one thing: names on the left, values on the right. */
import { Fragment, type ReactNode } from 'react';
import styles from './key-values.module.css';

interface KeyValuesProps {
  /** In the order in which they are shown; a value of undefined is left out. */
  readonly items: readonly (readonly [name: string, value: ReactNode])[];
}

/** A list of facts. */
export function KeyValues({ items }: KeyValuesProps) {
  return (
    <dl className={styles.list}>
      {items
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value ?? '–'}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

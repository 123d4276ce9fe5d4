/** What the product is known by. */
import styles from './mark.module.css';

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

/** Text of machines: bodies, headers, commands. It is shown as it is, and can be copied. */
import { CopyButton } from './copy-button.tsx';
import styles from './code-block.module.css';

interface CodeBlockProps {
  /** What it is, for the heading and for "Copy ...". */
  readonly label: string;
  readonly text: string;
}

/** A block of text with its name and a copy button. */
export function CodeBlock({ label, text }: CodeBlockProps) {
  return (
    <figure className={styles.block}>
      <figcaption className={styles.caption}>
        {label}
        <CopyButton text={text} what={label} />
      </figcaption>
      <pre className={styles.text} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </figure>
  );
}

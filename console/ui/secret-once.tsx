/** A secret that is shown this once. */
import { CopyButton } from './copy-button.tsx';
import { useCopied, useHold } from './leaving.ts';
import styles from './secret-once.module.css';

interface SecretOnceProps {
  readonly label: string;
  readonly value: string;
}

/** The secret with a button to copy it. Before it is copied, by whichever button or by hand, whoever closes or leaves it is asked. */
export function SecretOnce({ label, value }: SecretOnceProps) {
  const copied = useCopied();
  useHold(value);
  return (
    <div className={styles.secret}>
      <span className={styles.label}>{label}</span>
      <code className={styles.value} onCopy={() => copied(value)}>
        {value}
      </code>
      <CopyButton text={value} what={`the ${inSentence(label)}`} worded />
    </div>
  );
}

/** "Signing secret" as "signing secret", "API key" as it is. */
function inSentence(label: string): string {
  return /^.[a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

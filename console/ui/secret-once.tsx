/** A secret that is shown this once. */
import { useEffect, useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import styles from './secret-once.module.css';

interface SecretOnceProps {
  readonly label: string;
  readonly value: string;
}

/** The secret with a button to copy it. The browser asks whoever closes the page or loads it anew before it is copied. */
export function SecretOnce({ label, value }: SecretOnceProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (isCopied) return undefined;
    const ask = (leaving: BeforeUnloadEvent): void => leaving.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isCopied]);
  return (
    <div className={styles.secret}>
      <span className={styles.label}>{label}</span>
      <code className={styles.value}>{value}</code>
      <CopyButton text={value} what={`the ${inSentence(label)}`} worded onCopied={() => setIsCopied(true)} />
    </div>
  );
}

/** "Signing secret" as "signing secret", "API key" as it is. */
function inSentence(label: string): string {
  return /^.[a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/**
 * Windows over the page, on the browser's own <dialog>: it keeps the focus inside, closes at Escape and gives the focus
 * back.
 */
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, IconButton } from './button.tsx';
import styles from './dialog.module.css';
import { Failure } from './states.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Buttons at its end; absent where the content brings its own. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A window; it is open for as long as it is rendered. */
export function Dialog({ title, onClose, actions, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault(); // React takes it away, once its owner agrees
        onClose();
      }}
    >
      <header className={styles.header}>
        <h2 id={heading}>{title}</h2>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      <div className={styles.content}>{children}</div>
      {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
    </dialog>
  );
}

interface ConfirmDialogProps {
  /** The question. */
  readonly title: string;
  /** What the answer yes does, in the words of its button: "Revoke the key". */
  readonly verb: string;
  readonly busy: boolean;
  /** Why the last try failed. */
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What will happen, and what cannot be undone. */
  readonly children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, verb, busy, error, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" busy={busy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {error != null && <Failure error={error} />}
    </Dialog>
  );
}

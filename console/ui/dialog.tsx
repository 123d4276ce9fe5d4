/**
 * Windows over the page, on the browser's own <dialog>: it keeps the focus inside and closes at Escape. What is in it may hold
 * back whoever closes it.
 */
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, type ButtonKind, IconButton } from './button.tsx';
import styles from './dialog.module.css';
import { useLeave } from './leaving.ts';
import { Failure } from './states.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Buttons at its end; absent where the content brings its own. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A window; it is open for as long as it is rendered. Its first field has the focus, and then what had it before. */
export function Dialog({ title, onClose, actions, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const leave = useLeave();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>(fields)?.focus();
    return () => {
      element?.close();
      if (document.activeElement === document.body) giveFocusBack(opener);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.preventDefault(); // a browser lets its own way be refused only once, and closes two dialogs by one key
        leave(onClose);
      }}
      onCancel={(event) => {
        event.preventDefault(); // React takes it away, once its owner agrees
        leave(onClose);
      }}
    >
      <header className={styles.header}>
        <h2 id={heading}>{title}</h2>
        <IconButton icon={X} label="Close" onClick={() => leave(onClose)} />
      </header>
      <div className={styles.content}>{children}</div>
      {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
    </dialog>
  );
}

const fields = ['input', 'select', 'textarea'].map((name) => `${name}:not(:disabled)`).join();

/** To what had it, or to the page where that is gone: a button that was pressed may have done its work. */
function giveFocusBack(opener: Element | null): void {
  const place = opener?.isConnected ? opener : document.querySelector('main');
  if (place instanceof HTMLElement) place.focus();
}

interface ConfirmDialogProps {
  /** The question. */
  readonly title: string;
  /** What the answer yes does, in the words of its button: "Revoke the key". */
  readonly verb: string;
  /** Of that button; absent means that something is lost by it. */
  readonly kind?: ButtonKind;
  readonly busy: boolean;
  /** Why the last try failed. */
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What will happen, and what cannot be undone. */
  readonly children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, verb, kind = 'danger', busy, error, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={kind} busy={busy} onClick={onConfirm}>
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

/** Short news at the edge of the screen: what was done, for those who look elsewhere by then. Errors stay until closed. */
import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { IconButton } from './button.tsx';
import { Status } from './status.tsx';
import { sentenceOf } from './states.tsx';
import styles from './toasts.module.css';

interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** Tells what happened. */
export interface Tell {
  done(text: string): void;
  failed(error: unknown): void;
}

const shownMilliseconds = 5_000;
const Context = createContext<Tell>({ done: () => undefined, failed: () => undefined });

/** How a component tells. */
export function useTell(): Tell {
  return useContext(Context);
}

let lastId = 0;

/** Shows what is told below it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const close = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const [tell] = useState<Tell>(() => ({
    done(text) {
      const id = ++lastId;
      setToasts((shown) => [...shown, { id, tone: 'good', text }]);
      setTimeout(() => close(id), shownMilliseconds);
    },
    failed(error) {
      setToasts((shown) => [...shown, { id: ++lastId, tone: 'bad', text: sentenceOf(error) }]);
    },
  }));
  return (
    <Context value={tell}>
      {children}
      <div className={styles.toasts} role="status" aria-live="polite">
        {toasts.map(({ id, tone, text }) => (
          <div key={id} className={styles.toast}>
            <Status tone={tone}>{tone === 'good' ? 'Done' : 'Failed'}</Status>
            <span>{text}</span>
            <IconButton icon={X} label="Close this message" onClick={() => close(id)} />
          </div>
        ))}
      </div>
    </Context>
  );
}

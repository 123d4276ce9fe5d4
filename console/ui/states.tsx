/** What stands where content will be, would be, or failed to be. */
import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';
import { Notice } from './status.tsx';

/** Content that is on its way: quiet lines in its shape. */
export function Loading({ lines = 4, what = 'Loading' }: { readonly lines?: number; readonly what?: string }) {
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">{what}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.line} />
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do about it. */
  readonly action?: ReactNode;
}

/** There is nothing, and why that may be. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {action}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Why something could not be shown or done, and what to do. */
export function Failure({ error, onRetry }: FailureProps) {
  const retry = onRetry && (
    <Button icon={RotateCcw} onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <Notice tone="bad" title={titleOf(error)} {...(retry && { action: retry })}>
      <p>{sentenceOf(error)}</p>
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className={styles.reference}>
          Request <code>{error.requestId}</code>
        </p>
      )}
    </Notice>
  );
}

function titleOf(error: unknown): string {
  if (!(error instanceof ApiError)) return 'The console has a fault';
  if (error.status === 0) return 'The hub cannot be reached';
  if (error.status === 403) return 'Your role does not allow this';
  if (error.status === 404) return 'This does not exist';
  return error.status >= 500 ? 'The hub has a fault' : 'This could not be done';
}

/** What a person should read of an error. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Reload the page. If it comes back, tell whoever runs the hub.';
  if (error instanceof ApiError && error.status === 404)
    return 'It may have been removed, or it belongs to another organisation.';
  const fields = error instanceof ApiError ? error.fields.map(({ path, message }) => `${path} ${message}`) : [];
  return fields.length > 0 ? `${fields.join('; ')}.` : error.message;
}

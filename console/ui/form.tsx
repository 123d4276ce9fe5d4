/**
 * A form that changes something at the hub: it sends once, shows which fields the hub refused beside them, and everything
 * else that went wrong at its end.
 */
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';
import styles from './form.module.css';
import { Failure } from './states.tsx';

interface FormProps {
  /** What its button says. */
  readonly verb: string;
  readonly busy: boolean;
  /** Of the last try. */
  readonly error: unknown;
  /** Paths of the fields that show their own error; the others' are shown at the end. */
  readonly fields?: readonly string[];
  readonly onSubmit: () => void;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}

const noFields: readonly string[] = [];

/** A form with its buttons. */
export function Form({ verb, busy, error, fields = noFields, onSubmit, onCancel, children }: FormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
    >
      {children}
      {error != null && !isShownByFields(error, fields) && <Failure error={error} />}
      <div className={styles.actions}>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        <Button kind="primary" type="submit" busy={busy}>
          {verb}
        </Button>
      </div>
    </form>
  );
}

function isShownByFields(error: unknown, fields: readonly string[]): boolean {
  if (!(error instanceof ApiError) || error.fields.length === 0) return false;
  return error.fields.every(({ path }) => fields.some((field) => path === field || path.startsWith(`${field}.`)));
}

/** What the hub said of one field, or of what is in it; undefined when nothing. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const found = error.fields.find(({ path }) => path === field || path.startsWith(`${field}.`));
  if (found === undefined) return undefined;
  const place = found.path.slice(field.length + 1);
  return place === '' ? found.message : `${place} ${found.message}`;
}

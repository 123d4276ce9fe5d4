/** Fields of forms: each with its label, a hint where one helps, and what the hub said is wrong with it. */
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react';
import styles from './field.module.css';

interface FieldFrame {
  readonly label: string;
  /** What to write, where the label does not say it. */
  readonly hint?: ReactNode;
  /** What is wrong with what stands there. */
  readonly error?: string | undefined;
}

type TextFieldProps = FieldFrame &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className' | 'id'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
  };

/** One line of text; `type` makes it a password, a number and so on. */
export function TextField({ label, hint, error, onChange, ...input }: TextFieldProps) {
  const ids = useFieldIds(hint, error);
  return (
    <Frame ids={ids} label={label} hint={hint} error={error} required={input.required}>
      <input {...input} {...ids.input} className={styles.input} onChange={(event) => onChange(event.target.value)} />
    </Frame>
  );
}

type TextAreaProps = FieldFrame &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'className' | 'id'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** True for what machines read. */
    readonly code?: boolean;
  };

/** Several lines of text. */
export function TextArea({ label, hint, error, onChange, code = false, ...area }: TextAreaProps) {
  const ids = useFieldIds(hint, error);
  return (
    <Frame ids={ids} label={label} hint={hint} error={error} required={area.required}>
      <textarea
        rows={4}
        {...area}
        {...ids.input}
        className={code ? `${styles.input} ${styles.code}` : styles.input}
        spellCheck={!code}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

/** One choice of a select. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

type SelectFieldProps = FieldFrame &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'className' | 'id'> & {
    readonly value: string;
    readonly choices: readonly Choice[];
    readonly onChange: (value: string) => void;
  };

/** One of a few. */
export function SelectField({ label, hint, error, choices, onChange, ...select }: SelectFieldProps) {
  const ids = useFieldIds(hint, error);
  return (
    <Frame ids={ids} label={label} hint={hint} error={error} required={select.required}>
      <select {...select} {...ids.input} className={styles.input} onChange={(event) => onChange(event.target.value)}>
        {choices.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Frame>
  );
}

interface CheckFieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckField({ label, hint, checked, disabled = false, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles.check}>
      <input
        type="checkbox"
        id={id}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

interface FieldGroupProps {
  readonly legend: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Fields that belong together. */
export function FieldGroup({ legend, hint, error, children }: FieldGroupProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {children}
      {error !== undefined && <p className={styles.error}>{error}</p>}
    </fieldset>
  );
}

function useFieldIds(hint: ReactNode, error: string | undefined) {
  const id = useId();
  const describing = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])];
  return {
    id,
    input: {
      id,
      'aria-invalid': error === undefined ? undefined : true,
      'aria-describedby': describing.length > 0 ? describing.join(' ') : undefined,
    },
  };
}

interface FrameProps extends FieldFrame {
  readonly ids: { readonly id: string };
  readonly required?: boolean | undefined;
  readonly children: ReactNode;
}

function Frame({ ids: { id }, label, hint, error, required = false, children }: FrameProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {!required && <span className={styles.optional}> (optional)</span>}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}

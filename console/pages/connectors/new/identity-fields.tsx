/** Whose a new connector is and what it speaks: what cannot be changed later. */
import { Button } from '../../../ui/button.tsx';
import { CheckField, FieldGroup, SelectField } from '../../../ui/field.tsx';
import { fieldError } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/status.tsx';
import type { Guide } from '../../adapters/guides.ts';
import type { Store } from '../../stores/store-queries.ts';
import styles from './connector-form.module.css';
import type { Wanted } from './use-wanted.ts';

interface StoreFieldProps {
  readonly stores: readonly Store[];
  readonly wanted: Wanted;
  readonly onNew: () => void;
}

/** The store, or another one. */
export function StoreField({ stores, wanted, onNew }: StoreFieldProps) {
  return (
    <div className={styles.store}>
      <SelectField
        label="Store"
        required
        value={wanted.store?.slug ?? ''}
        choices={stores.map(({ slug, name }) => ({ value: slug, label: name }))}
        onChange={wanted.chooseStore}
      />
      <Button onClick={onNew}>New store</Button>
    </div>
  );
}

interface FormatFieldProps {
  readonly wanted: Wanted;
  readonly onChoose: (guide: Guide) => void;
  /** Of the last try to save. */
  readonly error: unknown;
}

/** The format, by the names of who speaks it. */
export function FormatField({ wanted: { guides, guide, missing }, onChoose, error }: FormatFieldProps) {
  return (
    <>
      {missing !== undefined && (
        <Notice tone="warn" title={`This store cannot have ${missing}`}>
          The hub has not loaded it, or the store allows other formats only.
        </Notice>
      )}
      <SelectField
        label="Format"
        hint={[guide?.description, 'It cannot be changed later.'].filter(Boolean).join(' ')}
        required
        value={String(guide === undefined ? '' : guides.indexOf(guide))}
        choices={guides.map(({ name }, index) => ({ value: String(index), label: name }))}
        onChange={(index) => {
          const chosen = guides[Number(index)];
          if (chosen) onChoose(chosen);
        }}
        error={fieldError(error, 'payload_format')}
      />
    </>
  );
}

interface ScopeFieldsProps {
  readonly scopes: readonly string[];
  /** Those that it does not get. */
  readonly left: readonly string[];
  readonly onChange: (left: readonly string[]) => void;
  /** Of the last try to save. */
  readonly error: unknown;
}

/** What it may do: all, unless something is left out. */
export function ScopeFields({ scopes, left, onChange, error }: ScopeFieldsProps) {
  if (scopes.length === 0) return null;
  return (
    <FieldGroup legend="Scopes" hint="What it may do. They cannot be changed later." error={fieldError(error, 'scopes')}>
      {scopes.map((scope) => (
        <CheckField
          key={scope}
          label={scope}
          checked={!left.includes(scope)}
          onChange={(given) => onChange(given ? left.filter((other) => other !== scope) : [...left, scope])}
        />
      ))}
    </FieldGroup>
  );
}

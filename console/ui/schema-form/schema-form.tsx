/**
 * A form drawn from a JSON Schema: the settings of an adapter's connector, whoever wrote the adapter. What it does not
 * understand of a schema is edited as JSON. Whether the settings are right is the hub's to say.
 */
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../button.tsx';
import { CheckField, FieldGroup, SelectField, TextArea, TextField } from '../field.tsx';
import { fieldError } from '../form.tsx';
import { jsonText } from '../json-text.ts';
import styles from './schema-form.module.css';
import { editorOf, secretNames, type SettingSchema, type Settings, shownNames, titleOf, withSetting } from './schema.ts';

interface SchemaFormProps {
  /** Of type object. */
  readonly schema: SettingSchema;
  readonly value: Settings;
  readonly onChange: (value: Settings) => void;
  /** Of the last try to save. */
  readonly error?: unknown;
  /** Where the settings stand in what is saved: "config". */
  readonly path: string;
  /** Names that somebody else edits. */
  readonly except?: readonly string[];
  /** True where the settings are stored already: a secret that is not written again stays, and null takes it away. */
  readonly isStored?: boolean;
}

const noNames: readonly string[] = [];

/** The fields of an object of settings. */
export function SchemaForm({ schema, value, onChange, error, path, except = noNames, isStored = false }: SchemaFormProps) {
  const [opened, setOpened] = useState(() => [...shownNames(schema, value), ...(isStored ? secretNames(schema) : [])]);
  const properties = schema.properties ?? {};
  const names = Object.keys(properties).filter((name) => !except.includes(name));
  const shown = names.filter((name) => opened.includes(name) || fieldError(error, `${path}.${name}`) !== undefined);
  const more = names.filter((name) => !shown.includes(name));
  return (
    <div className={styles.settings}>
      {shown.map((name) => (
        <Setting
          key={name}
          name={name}
          schema={properties[name] ?? {}}
          isRequired={schema.required?.includes(name) ?? false}
          value={value[name]}
          onChange={(next) => onChange(withSetting(value, name, next))}
          error={error}
          path={`${path}.${name}`}
          isStored={isStored}
        />
      ))}
      {more.length > 0 && (
        <SelectField
          label="Add a setting"
          hint={shown.length === 0 ? 'None of them is needed.' : undefined}
          value=""
          choices={[
            { value: '', label: 'Choose one' },
            ...more.map((name) => ({ value: name, label: titleOf(name, properties[name] ?? {}) })),
          ]}
          onChange={(name) => {
            setOpened([...opened, name]);
            onChange(withSetting(value, name, emptyValueOf(properties[name] ?? {})));
          }}
        />
      )}
    </div>
  );
}

/** What a choice that is left open comes to. */
function unsetLabel({ default: usual }: SettingSchema): string {
  return usual === undefined ? 'Not set' : `${textOf(usual)}, as usual`;
}

function emptyValueOf(schema: SettingSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  switch (editorOf(schema)) {
    case 'flag':
      return false;
    case 'lines':
      return [];
    case 'pairs':
    case 'group':
      return {};
    case 'choice':
    case 'json':
    case 'number':
    case 'secret':
    case 'text':
      return undefined;
  }
}

interface SettingProps {
  readonly name: string;
  readonly schema: SettingSchema;
  readonly isRequired: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: unknown;
  readonly path: string;
  readonly isStored: boolean;
}

function Setting({ name, schema, isRequired, value, onChange, error, path, isStored }: SettingProps) {
  const label = titleOf(name, schema);
  const frame = { label, hint: schema.description, error: fieldError(error, path), required: isRequired };
  const text = textOf(value);
  const orNothing = (given: string) => onChange(given === '' ? undefined : given);
  switch (editorOf(schema)) {
    case 'choice': {
      const words = (schema.enum ?? []).map(String);
      const none = { value: '', label: isRequired ? 'Choose one' : unsetLabel(schema) };
      const choices = [
        ...(isRequired && value !== undefined ? [] : [none]),
        ...words.map((word) => ({ value: word, label: word })),
      ];
      return <SelectField {...frame} value={textOf(value)} choices={choices} onChange={orNothing} />;
    }
    case 'flag':
      return <CheckField label={label} hint={schema.description} checked={value === true} onChange={onChange} />;
    case 'number':
      return (
        <TextField
          {...frame}
          type="number"
          inputMode="numeric"
          value={textOf(value)}
          onChange={(given) => onChange(given === '' ? undefined : Number(given))}
        />
      );
    case 'secret':
      return isStored ? (
        <StoredSecret {...frame} value={value} onChange={onChange} />
      ) : (
        <TextField {...frame} type="password" autoComplete="off" value={text} onChange={orNothing} />
      );
    case 'text':
      return text.includes('\n') || isLong(schema) ? (
        <TextArea {...frame} code value={text} onChange={orNothing} />
      ) : (
        <TextField {...frame} value={text} onChange={orNothing} />
      );
    case 'lines':
      return (
        <TextArea
          {...frame}
          hint={schema.description ?? 'One a line.'}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={(given) => onChange(given === '' ? undefined : given.split('\n'))}
        />
      );
    case 'group':
      return (
        <FieldGroup legend={label} hint={schema.description} error={ownError(error, path)}>
          <div className={styles.nested}>
            <SchemaForm
              schema={schema}
              value={asSettings(value)}
              onChange={onChange}
              error={error}
              path={path}
              isStored={isStored}
            />
          </div>
          {!isRequired && value !== undefined && (
            <div>
              <Button icon={X} onClick={() => onChange(undefined)}>{`Remove: ${label}`}</Button>
            </div>
          )}
        </FieldGroup>
      );
    case 'pairs':
      return <Pairs {...frame} value={asSettings(value)} onChange={onChange} />;
    case 'json':
      return <JsonSetting {...frame} value={value} onChange={onChange} />;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** An object's own fault; those of its fields are shown by the fields. */
function ownError(error: unknown, path: string): string | undefined {
  const message = fieldError(error, path);
  return message?.startsWith('must') || message?.startsWith('is ') ? message : undefined;
}

function asSettings(value: unknown): Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {}; // any object is settings
}

function isLong({ maximum: _maximum, ...schema }: SettingSchema): boolean {
  return 'maxLength' in schema && Number(schema.maxLength) > longText;
}

const longText = 2_500;

interface ValueFrame {
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
}

/** A secret that may be stored: nobody can read it, so nothing is shown of it. */
function StoredSecret({
  label,
  hint,
  error,
  required,
  value,
  onChange,
}: ValueFrame & Pick<SettingProps, 'value' | 'onChange'> & { readonly required: boolean }) {
  const isRemoved = value === null;
  return (
    <>
      <TextField
        label={label}
        hint={[hint, 'Empty: the one that is stored stays.'].filter(Boolean).join(' ')}
        error={error}
        required={required}
        type="password"
        autoComplete="off"
        disabled={isRemoved}
        value={textOf(value)}
        onChange={(given) => onChange(given === '' ? undefined : given)}
      />
      {!required && (
        <CheckField
          label={`Remove the stored one: ${label}`}
          checked={isRemoved}
          onChange={(removes) => onChange(removes ? null : undefined)}
        />
      )}
    </>
  );
}

/** Names and texts, as a mapping is. */
function Pairs({
  label,
  hint,
  error,
  value,
  onChange,
}: ValueFrame & { readonly value: Settings; readonly onChange: (value: Settings) => void }) {
  const pairs = Object.entries(value);
  const replace = (at: number, pair: readonly [string, unknown] | undefined) =>
    onChange(Object.fromEntries(pairs.flatMap((old, index) => (index === at ? (pair ? [pair] : []) : [old]))));
  return (
    <FieldGroup legend={label} hint={hint} error={error}>
      {pairs.map(([name, text], index) => (
        <div key={index} className={styles.pair}>
          <TextField label="Name" required value={name} onChange={(next) => replace(index, [next, text])} />
          <TextField label="Value" required value={textOf(text)} onChange={(next) => replace(index, [name, next])} />
          <IconButton icon={X} label={`Remove ${name || 'this pair'}`} onClick={() => replace(index, undefined)} />
        </div>
      ))}
      <div>
        <Button icon={Plus} onClick={() => onChange({ ...value, '': '' })}>
          Add
        </Button>
      </div>
    </FieldGroup>
  );
}

/** A value that is edited as text. What is no JSON yet is kept here, and what is saved stays as it was. */
function JsonSetting({ label, hint, error, value, onChange }: ValueFrame & Pick<SettingProps, 'value' | 'onChange'>) {
  const [draft, setDraft] = useState(() => (value === undefined ? '' : jsonText(value)));
  const [problem, setProblem] = useState<string>();
  return (
    <TextArea
      label={label}
      hint={hint ?? 'JSON.'}
      error={problem ?? error}
      code
      rows={8}
      value={draft}
      onChange={(given) => {
        setDraft(given);
        try {
          onChange(given.trim() === '' ? undefined : (JSON.parse(given) as unknown));
          setProblem(undefined);
        } catch {
          setProblem('is not JSON yet'); // a SyntaxError is the answer to the question
        }
      }}
    />
  );
}

/** The fields of a connector that a new one and a change have in common. */
import { CheckField, FieldGroup, TextArea, TextField } from '../../ui/field.tsx';
import { fieldError } from '../../ui/form.tsx';
import { SchemaForm } from '../../ui/schema-form/schema-form.tsx';
import type { Adapter } from '../adapters/adapter-queries.ts';
import { type ConnectorDraft, linesOf } from './connector-draft.ts';

interface ConnectorFieldsProps {
  readonly draft: ConnectorDraft;
  readonly onChange: (draft: ConnectorDraft) => void;
  /** Of the last try to save. */
  readonly error: unknown;
}

/** The paths of the fields, for the form's own errors. */
export const connectorFields = ['name', 'ip_allowlist', 'rate_limit_per_minute', 'require_signature', 'expires_at', 'config'];

/** Its name. */
export function NameField({ draft, onChange, error }: ConnectorFieldsProps) {
  return (
    <TextField
      label="Name"
      hint="What you will know it by: the shop's address, or who sends."
      required
      maxLength={200}
      value={draft.name}
      onChange={(name) => onChange({ ...draft, name })}
      error={fieldError(error, 'name')}
    />
  );
}

/** What is wrong with one of the lines, which is named as it was written. */
function lineError(error: unknown, allowlist: string): string | undefined {
  const lines = linesOf(allowlist);
  const wrong = lines.findIndex((_line, index) => fieldError(error, `ip_allowlist.${index}`) !== undefined);
  if (wrong === -1) return fieldError(error, 'ip_allowlist');
  return `${lines[wrong] ?? ''} ${fieldError(error, `ip_allowlist.${wrong}`) ?? ''}`;
}

interface LimitFieldsProps extends ConnectorFieldsProps {
  /** Undefined where it is not loaded. */
  readonly adapter: Adapter | undefined;
  readonly isNew: boolean;
}

/** From where, how much and how long it may send. */
export function LimitFields({ draft, onChange, error, adapter, isNew }: LimitFieldsProps) {
  const change = (part: Partial<ConnectorDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <TextArea
        label="Allowed addresses"
        hint="One address or range a line, such as 192.0.2.0/24. Empty: any."
        code
        rows={3}
        value={draft.allowlist}
        onChange={(allowlist) => change({ allowlist })}
        error={lineError(error, draft.allowlist)}
      />
      <TextField
        label="Requests a minute"
        hint={isNew ? 'From 1 to 6,000. Empty: what the format says, 600 for most.' : 'From 1 to 6,000.'}
        required={!isNew}
        type="number"
        inputMode="numeric"
        min={1}
        max={6_000}
        value={draft.rateLimit}
        onChange={(rateLimit) => change({ rateLimit })}
        error={fieldError(error, 'rate_limit_per_minute')}
      />
      <TextField
        label="Works until"
        hint="In your own time zone. Empty: for ever."
        type="datetime-local"
        value={draft.expiresAt}
        onChange={(expiresAt) => change({ expiresAt })}
        error={fieldError(error, 'expires_at')}
      />
      <SignatureField draft={draft} onChange={onChange} error={error} signature={adapter?.signature ?? null} />
    </>
  );
}

function SignatureField({
  draft,
  onChange,
  error,
  signature,
}: ConnectorFieldsProps & { readonly signature: Adapter['signature'] }) {
  if (signature === null) return null;
  const isAlways = signature === 'always';
  return (
    <FieldGroup legend="Signatures" error={fieldError(error, 'require_signature')}>
      <CheckField
        label="Requests have to be signed"
        hint={
          isAlways
            ? 'This format always signs.'
            : 'A signature that comes has to be right in any case. Unsigned requests are refused only if this is set.'
        }
        checked={isAlways || draft.requireSignature}
        disabled={isAlways}
        onChange={(requireSignature) => onChange({ ...draft, requireSignature })}
      />
    </FieldGroup>
  );
}

interface SettingFieldsProps extends ConnectorFieldsProps {
  readonly adapter: Adapter;
  readonly isNew: boolean;
}

/** What the format lets one set. The mapping has an editor of its own. */
export function SettingFields({ draft, onChange, error, adapter, isNew }: SettingFieldsProps) {
  return (
    <SchemaForm
      schema={adapter.config_schema}
      value={draft.config}
      onChange={(config) => onChange({ ...draft, config })}
      error={error}
      path="config"
      except={editedElsewhere}
      isStored={!isNew}
    />
  );
}

const editedElsewhere = ['mapping'];

/** True for a format whose connectors have something to set here. */
export function hasSettings({ config_schema }: Adapter): boolean {
  const { properties } = config_schema;
  return (
    typeof properties === 'object' &&
    properties !== null &&
    Object.keys(properties).some((name) => !editedElsewhere.includes(name))
  );
}

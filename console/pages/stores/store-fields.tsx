/** The fields of a store, whether it is made or changed. */
import { CheckField, FieldGroup, SelectField, TextField } from '../../ui/field.tsx';
import { fieldError } from '../../ui/form.tsx';
import { takesConnectors, useAdapters } from '../adapters/adapter-queries.ts';
import { type StoreDraft, slugIn } from './store-draft.ts';

interface StoreFieldsProps {
  readonly draft: StoreDraft;
  readonly onChange: (draft: StoreDraft) => void;
  /** True for a store that is not there yet: its short name can still be chosen. */
  readonly isNew: boolean;
  /** Of the last try to save. */
  readonly error: unknown;
}

/** The paths of the fields, for the form's own errors. */
export const storeFields = ['name', 'slug', 'website_url', 'currency', 'timezone', 'adapters'];

const currencyNames = new Intl.DisplayNames(undefined, { type: 'currency' });
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code}, ${currencyNames.of(code) ?? code}`,
}));
const timeZones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone }));

/** The choices with the one that is chosen, which may be none that this browser knows. */
function including(choices: typeof currencies, value: string) {
  return choices.some((choice) => choice.value === value) ? choices : [{ value, label: value }, ...choices];
}

/** The fields. */
export function StoreFields({ draft, onChange, isNew, error }: StoreFieldsProps) {
  const change = (part: Partial<StoreDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={200}
        value={draft.name}
        onChange={(name) => change({ name })}
        error={fieldError(error, 'name')}
      />
      {isNew && (
        <TextField
          label="Short name"
          hint="Stands in addresses: small letters, digits and hyphens. It cannot be changed."
          required
          value={slugIn(draft)}
          onChange={(slug) => change({ slug })}
          error={fieldError(error, 'slug')}
        />
      )}
      <TextField
        label="Website"
        type="url"
        inputMode="url"
        placeholder="https://shop.example.com"
        hint="Some shops are told apart by it, and replies to a website's messages go there."
        value={draft.website}
        onChange={(website) => change({ website })}
        error={fieldError(error, 'website_url')}
      />
      <SelectField
        label="Currency"
        hint="Of what comes without one."
        required
        value={draft.currency}
        choices={including(currencies, draft.currency)}
        onChange={(currency) => change({ currency })}
        error={fieldError(error, 'currency')}
      />
      <SelectField
        label="Time zone"
        hint="Of times that come without one."
        required
        value={draft.timezone}
        choices={including(timeZones, draft.timezone)}
        onChange={(timezone) => change({ timezone })}
        error={fieldError(error, 'timezone')}
      />
      <Formats formats={draft.formats} onChange={(formats) => change({ formats })} error={fieldError(error, 'adapters')} />
    </>
  );
}

interface FormatsProps {
  readonly formats: StoreDraft['formats'];
  readonly onChange: (formats: StoreDraft['formats']) => void;
  readonly error: string | undefined;
}

/** Which formats the store's connectors may have. Those that are allowed and not loaded any more can be taken out. */
function Formats({ formats, onChange, error }: FormatsProps) {
  const adapters = (useAdapters().data?.rows ?? []).filter(takesConnectors);
  const loaded = adapters.map(({ id }) => id);
  return (
    <FieldGroup legend="Formats" hint="What the store's connectors may speak." error={error}>
      <CheckField
        label="Any that the hub has"
        hint="Those that are added later, too."
        checked={formats === null}
        onChange={(any) => onChange(any ? null : loaded)}
      />
      {formats !== null &&
        [...new Set([...loaded, ...formats])].map((format) => (
          <CheckField
            key={format}
            label={adapters.find(({ id }) => id === format)?.name ?? format}
            {...(!loaded.includes(format) && { hint: 'It is not loaded.' })}
            checked={formats.includes(format)}
            onChange={(chosen) => onChange(chosen ? [...formats, format] : formats.filter((other) => other !== format))}
          />
        ))}
    </FieldGroup>
  );
}

/** The fields of a client, in the form that makes one and in the one that changes one. */
import { SelectField, TextField } from '../../ui/field.tsx';
import { fieldError } from '../../ui/form.tsx';

/** What is written in the fields. */
export interface ClientDraft {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly type: '' | 'retail' | 'wholesale';
  /** Separated by commas. */
  readonly tags: string;
}

/** The paths that these fields show errors of. */
export const clientFieldPaths = ['name', 'email', 'phone', 'type', 'tags'];

/** As the operator API takes it: what is empty is null. */
export function clientBody({ name, email, phone, type, tags }: ClientDraft) {
  return {
    name: name.trim() || null,
    email: email.trim() || null,
    phone: phone.trim() || null,
    type: type || null,
    tags: tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  };
}

const types = [
  { value: '', label: 'Not said' },
  { value: 'retail', label: 'Retail' },
  { value: 'wholesale', label: 'Wholesale' },
];

interface ClientFieldsProps {
  readonly draft: ClientDraft;
  readonly onChange: (draft: ClientDraft) => void;
  readonly error: unknown;
}

/** The fields. */
export function ClientFields({ draft, onChange, error }: ClientFieldsProps) {
  const fieldOf = (name: 'name' | 'email' | 'phone' | 'tags') => ({
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: fieldError(error, name),
  });
  return (
    <>
      <TextField label="Name" {...fieldOf('name')} />
      <TextField label="E-mail" type="email" {...fieldOf('email')} />
      <TextField label="Telephone" type="tel" {...fieldOf('phone')} />
      <SelectField
        label="Kind"
        value={draft.type}
        choices={types}
        onChange={(value) => onChange({ ...draft, type: value as ClientDraft['type'] })} // the select has no other values
        error={fieldError(error, 'type')}
      />
      <TextField label="Tags" hint="Separated by commas." {...fieldOf('tags')} />
    </>
  );
}

/** The fields of a vendor, in the form that makes one and in the one that changes one. */
import { TextArea, TextField } from '../../ui/field.tsx';
import { fieldError } from '../../ui/form.tsx';

/** What is written in the fields. */
export interface VendorDraft {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly website: string;
  readonly notes: string;
}

/** The paths that these fields show errors of. */
export const vendorFieldPaths = ['name', 'email', 'phone', 'website', 'notes'];

/** As the operator API takes it: what is empty is null. */
export function vendorBody({ name, email, phone, website, notes }: VendorDraft) {
  return {
    name: name.trim(),
    email: email.trim() || null,
    phone: phone.trim() || null,
    website: website.trim() || null,
    notes: notes || null,
  };
}

interface VendorFieldsProps {
  readonly draft: VendorDraft;
  readonly onChange: (draft: VendorDraft) => void;
  readonly error: unknown;
}

/** The fields. */
export function VendorFields({ draft, onChange, error }: VendorFieldsProps) {
  const fieldOf = (name: keyof VendorDraft) => ({
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: fieldError(error, name),
  });
  return (
    <>
      <TextField label="Name" required {...fieldOf('name')} />
      <TextField label="E-mail" type="email" {...fieldOf('email')} />
      <TextField label="Telephone" type="tel" {...fieldOf('phone')} />
      <TextField label="Website" type="url" {...fieldOf('website')} />
      <TextArea label="Notes" {...fieldOf('notes')} />
    </>
  );
}

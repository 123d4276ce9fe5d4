/** Headers of the receiver's own, such as what lets the hub through its gateway. */
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { FieldGroup, TextField } from '../../ui/field.tsx';
import type { DraftHeader } from './endpoint-draft.ts';
import styles from './endpoint-form.module.css';

interface HeaderFieldsProps {
  readonly headers: readonly DraftHeader[];
  readonly error: string | undefined;
  readonly onChange: (headers: readonly DraftHeader[]) => void;
}

/** A name and a value for each. */
export function HeaderFields({ headers, error, onChange }: HeaderFieldsProps) {
  const replace = (at: number, header: DraftHeader) => onChange(headers.map((old, index) => (index === at ? header : old)));
  return (
    <FieldGroup legend="Headers of your own" hint="Sent along with every delivery. Members see their names only." error={error}>
      {headers.map(({ name, value }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the rows have nothing else that stays while they are typed
        <div key={index} className={styles.header}>
          <TextField label="Name" required value={name} onChange={(next) => replace(index, { name: next, value })} />
          <TextField label="Value" required value={value} onChange={(next) => replace(index, { name, value: next })} />
          <IconButton
            icon={X}
            label={`Remove ${name || 'this header'}`}
            onClick={() => onChange(headers.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button icon={Plus} onClick={() => onChange([...headers, { name: '', value: '' }])}>
          Add a header
        </Button>
      </div>
    </FieldGroup>
  );
}

/** Makes a token, and shows it once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { SecretOnce } from '../../ui/secret-once.tsx';
import { Notice } from '../../ui/status.tsx';
import { roleChoices, roleHint } from './roles.ts';
import { createToken, type GivenRole, type Scope, useListChanged } from './team-calls.ts';

interface NewTokenProps {
  readonly scope: Scope;
  readonly onClose: () => void;
}

const lives = [
  { value: '30', label: 'After 30 days' },
  { value: '90', label: 'After 90 days' },
  { value: '365', label: 'After a year' },
  { value: '', label: 'Never by itself' },
];

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** The dialog. */
export function NewToken({ scope, onClose }: NewTokenProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<GivenRole>('org_member');
  const [days, setDays] = useState('90');
  const changed = useListChanged('tokens');
  const make = useMutation({
    gcTime: 0, // the answer holds the token
    mutationFn: () => {
      const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * dayMilliseconds).toISOString();
      return createToken(scope, { name: name.trim(), role, expiresAt });
    },
    onSuccess: changed,
  });
  if (make.data) {
    return (
      <Dialog title="The new token" onClose={onClose} actions={<Button onClick={onClose}>I have kept it</Button>}>
        <Notice tone="warn" title="It is shown this once">
          Keep it where its program reads it. It goes along with each call as <code>Authorization: Bearer</code>.
        </Notice>
        <SecretOnce label="Token" value={make.data.token} />
      </Dialog>
    );
  }
  return (
    <Dialog title="New operator token" onClose={onClose}>
      <Form
        verb="Make the token"
        busy={make.isPending}
        error={make.error}
        fields={['name', 'role', 'expires_at']}
        onSubmit={() => make.mutate()}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          hint="What uses it: deployment, back-office."
          required
          value={name}
          onChange={setName}
          error={fieldError(make.error, 'name')}
        />
        {scope === null ? (
          <p>It may do everything on the platform, in every organisation.</p>
        ) : (
          <SelectField
            label="Role"
            hint={roleHint}
            required
            value={role}
            choices={roleChoices}
            onChange={(value) => setRole(value === 'org_admin' ? 'org_admin' : 'org_member')}
            error={fieldError(make.error, 'role')}
          />
        )}
        <SelectField
          label="Ends"
          required
          value={days}
          choices={lives}
          onChange={setDays}
          error={fieldError(make.error, 'expires_at')}
        />
      </Form>
    </Dialog>
  );
}

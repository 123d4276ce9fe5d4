/** Changes what somebody is called and what they may do. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useOperator } from '../../app/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { roleChoices, roleHint } from './roles.ts';
import { type GivenRole, type Person, useListChanged } from './team-calls.ts';

interface ChangePersonProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** The dialog. Nobody changes their own role, and the platform's operators have no other. */
export function ChangePerson({ person, onClose }: ChangePersonProps) {
  const { id, role } = person;
  const self = useOperator();
  const [name, setName] = useState(person.name);
  const [newRole, setNewRole] = useState<GivenRole>(role === 'org_admin' ? 'org_admin' : 'org_member');
  const hasRole = role !== 'platform_admin' && id !== self.id;
  const changed = useListChanged('operators');
  const tell = useTell();
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PATCH('/operators/{id}', {
          params: { path: { id } },
          body: { ...(name !== person.name && { name }), ...(hasRole && newRole !== role && { role: newRole }) },
        }),
      ),
    onSuccess: async () => {
      await changed();
      tell.done('The account is changed.');
      onClose();
    },
  });
  return (
    <Dialog title={`Change ${person.name}`} onClose={onClose}>
      <Form
        verb="Save"
        busy={save.isPending}
        error={save.error}
        fields={['name', 'role']}
        onSubmit={() => save.mutate()}
        onCancel={onClose}
      >
        <TextField label="Name" required value={name} onChange={setName} error={fieldError(save.error, 'name')} />
        {hasRole && (
          <SelectField
            label="Role"
            hint={roleHint}
            required
            value={newRole}
            choices={roleChoices}
            onChange={(value) => setNewRole(value === 'org_admin' ? 'org_admin' : 'org_member')}
            error={fieldError(save.error, 'role')}
          />
        )}
      </Form>
    </Dialog>
  );
}

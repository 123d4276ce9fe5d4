/** Makes a key of the read API, and shows it this once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { SecretOnce } from '../../ui/secret-once.tsx';
import { Notice } from '../../ui/status.tsx';
import { readCommand, scopeNames } from './api-key-text.ts';

type Scope = Schemas['ApiKey']['scope'];

const scopes = Object.entries(scopeNames).map(([value, label]) => ({ value, label }));

/** The dialog. */
export function NewApiKey({ onClose }: { readonly onClose: () => void }) {
  const { slug: org } = useOrganisation();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read_only');
  const queryClient = useQueryClient();
  const create = useMutation({
    gcTime: 0, // the answer holds the key
    mutationFn: () => answerOf(api.POST('/orgs/{org}/api-keys', { params: { path: { org } }, body: { name, scope } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-keys', org] }),
  });
  if (create.data) return <Made apiKey={create.data.key} onClose={onClose} />;
  return (
    <Dialog title="New API key" onClose={onClose}>
      <Form
        verb="Create the key"
        busy={create.isPending}
        error={create.error}
        fields={['name', 'scope']}
        onSubmit={() => create.mutate()}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          hint="Who uses it, so that it is known what stops when it is revoked."
          required
          maxLength={200}
          value={name}
          onChange={setName}
          error={fieldError(create.error, 'name')}
        />
        <SelectField
          label="May"
          required
          value={scope}
          choices={scopes}
          onChange={(given) => setScope(given as Scope)} // a choice above
          error={fieldError(create.error, 'scope')}
        />
      </Form>
    </Dialog>
  );
}

function Made({ apiKey, onClose }: { readonly apiKey: string; readonly onClose: () => void }) {
  return (
    <Dialog
      title="The new key"
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <Notice tone="warn" title="It is shown this once">
        Put it where the program reads it before you close this. A lost one can only be replaced by another.
      </Notice>
      <SecretOnce label="API key" value={apiKey} />
      <CodeBlock label="command" text={readCommand(location.origin, apiKey)} />
    </Dialog>
  );
}

/** Another signing secret for a connector, with a time in which the one before still holds. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { fieldError, Form } from '../../../ui/form.tsx';
import { SecretOnce } from '../../../ui/secret-once.tsx';
import { Notice } from '../../../ui/status.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { type Connector, useConnectorsChanged } from '../connector-queries.ts';

const graces = [
  { value: '0', label: 'None: it ends at once' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '24 hours' },
  { value: '604800', label: '7 days' },
];

/** The button, and the dialog that it opens. */
export function RotateSecret({ connector }: { readonly connector: Connector }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Rotate the secret</Button>
      {isOpen && <RotateDialog connector={connector} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function RotateDialog({ connector, onClose }: { readonly connector: Connector; readonly onClose: () => void }) {
  const { id, previous_secret_expires_at: running } = connector;
  const [grace, setGrace] = useState('86400');
  const changed = useConnectorsChanged();
  const rotate = useMutation({
    gcTime: 0, // the answer holds the secret
    mutationFn: () =>
      answerOf(api.POST('/connectors/{id}/rotate-secret', { params: { path: { id } }, body: { grace_seconds: Number(grace) } })),
    onSuccess: changed,
  });
  if (rotate.data) {
    const { signing_secret_plain: secret, previous_secret_expires_at: graceEnd } = rotate.data;
    return (
      <Dialog
        title="The new secret"
        onClose={onClose}
        actions={
          <Button kind="primary" onClick={onClose}>
            I have kept it
          </Button>
        }
      >
        <Notice tone="warn" title="It is shown this once">
          Put it where the storefront signs.{' '}
          {graceEnd === null ? (
            'The one before it holds no more.'
          ) : (
            <>
              The one before it ends <Countdown at={graceEnd} />.
            </>
          )}
        </Notice>
        <SecretOnce label="Signing secret" value={secret} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Rotate the secret" onClose={onClose}>
      <Form
        verb="Rotate"
        busy={rotate.isPending}
        error={rotate.error}
        fields={['grace_seconds']}
        onSubmit={() => rotate.mutate()}
        onCancel={onClose}
      >
        {running !== null && (
          <Notice tone="warn" title="A grace runs already">
            The secret before the present one ends <Countdown at={running} />. Rotating now ends it at once.
          </Notice>
        )}
        <SelectField
          label="The present secret holds for another"
          hint="For so long requests that are signed with either are accepted, so that the storefront can change over."
          required
          value={grace}
          choices={graces}
          onChange={setGrace}
          error={fieldError(rotate.error, 'grace_seconds')}
        />
      </Form>
    </Dialog>
  );
}

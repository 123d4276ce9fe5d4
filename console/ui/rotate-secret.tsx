/** The dialog that makes another signing secret, with a time in which the one before still holds, and shows it once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from './button.tsx';
import { Countdown } from './countdown.tsx';
import { Dialog } from './dialog.tsx';
import { SelectField } from './field.tsx';
import { fieldError, Form } from './form.tsx';
import { SecretOnce } from './secret-once.tsx';
import { Notice } from './status.tsx';

interface RotateSecretDialogProps {
  /** Makes the secret; the one before holds for so many seconds more. */
  readonly rotate: (graceSeconds: number) => Promise<RotatedSecret>;
  /** What is done with both while the grace runs. */
  readonly hint: string;
  /** What to do with the new one. */
  readonly todo: string;
  /** When a grace ends that runs already; null when none does. */
  readonly runningGraceEnd: string | null;
  readonly onClose: () => void;
}

interface RotatedSecret {
  readonly signing_secret_plain: string;
  readonly previous_secret_expires_at: string | null;
}

const graces = [
  { value: '0', label: 'None: it ends at once' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '24 hours' },
  { value: '604800', label: '7 days' },
];

/** The dialog. */
export function RotateSecretDialog({ rotate, hint, todo, runningGraceEnd, onClose }: RotateSecretDialogProps) {
  const [grace, setGrace] = useState('86400');
  const { data, error, isPending, mutate } = useMutation({
    gcTime: 0, // the answer holds the secret
    mutationFn: () => rotate(Number(grace)),
  });
  if (data) return <NewSecret secret={data} todo={todo} onClose={onClose} />;
  return (
    <Dialog title="Rotate the secret" onClose={onClose}>
      <Form verb="Rotate" busy={isPending} error={error} fields={['grace_seconds']} onSubmit={() => mutate()} onCancel={onClose}>
        {runningGraceEnd !== null && (
          <Notice tone="warn" title="A grace runs already">
            The secret before the present one ends <Countdown at={runningGraceEnd} />. Rotating now ends it at once.
          </Notice>
        )}
        <SelectField
          label="The present secret holds for another"
          hint={hint}
          required
          value={grace}
          choices={graces}
          onChange={setGrace}
          error={fieldError(error, 'grace_seconds')}
        />
      </Form>
    </Dialog>
  );
}

interface NewSecretProps extends Pick<RotateSecretDialogProps, 'todo' | 'onClose'> {
  readonly secret: RotatedSecret;
}

function NewSecret({ secret, todo, onClose }: NewSecretProps) {
  const { signing_secret_plain: plain, previous_secret_expires_at: graceEnd } = secret;
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
        {todo}{' '}
        {graceEnd === null ? (
          'The one before it holds no more.'
        ) : (
          <>
            The one before it ends <Countdown at={graceEnd} />.
          </>
        )}
      </Notice>
      <SecretOnce label="Signing secret" value={plain} />
    </Dialog>
  );
}

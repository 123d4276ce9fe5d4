/** Takes somebody's access away, and gives it back. */
import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { type Person, useListChanged } from './team-calls.ts';

function useSwitch({ id, name }: Person, disabled: boolean) {
  const changed = useListChanged('operators');
  const tell = useTell();
  return useMutation({
    mutationFn: () => answerOf(api.PATCH('/operators/{id}', { params: { path: { id } }, body: { disabled } })),
    onSuccess: async () => {
      await changed();
      tell.done(disabled ? `${name} can no longer sign in.` : `${name} can sign in again.`);
    },
  });
}

interface DisablePersonProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Asks first. */
export function DisablePerson({ person, onClose }: DisablePersonProps) {
  const disable = useSwitch(person, true);
  return (
    <ConfirmDialog
      title={`Disable ${person.name}?`}
      verb="Disable the account"
      busy={disable.isPending}
      error={disable.error}
      onConfirm={() => disable.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        Whoever uses it is signed out at once and cannot sign in. Tokens that they made go on working: revoke those separately.
        The account can be enabled again.
      </p>
    </ConfirmDialog>
  );
}

/** The way back. */
export function EnableButton({ person }: { readonly person: Person }) {
  const enable = useSwitch(person, false);
  const tell = useTell();
  return (
    <Button
      kind="quiet"
      aria-label={`Enable ${person.name}`}
      busy={enable.isPending}
      onClick={() => enable.mutate(undefined, { onError: tell.failed })}
    >
      Enable
    </Button>
  );
}

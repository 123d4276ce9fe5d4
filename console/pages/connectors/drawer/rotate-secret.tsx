/** Another signing secret for a connector, with a time in which the one before still holds. */
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { RotateSecretDialog } from '../../../ui/rotate-secret.tsx';
import { type Connector, useConnectorsChanged } from '../connector-queries.ts';

/** The button, and the dialog that it opens. */
export function RotateSecret({ connector }: { readonly connector: Connector }) {
  const { id, previous_secret_expires_at } = connector;
  const [isOpen, setIsOpen] = useState(false);
  const changed = useConnectorsChanged();
  const rotate = async (grace_seconds: number) => {
    const rotated = await answerOf(
      api.POST('/connectors/{id}/rotate-secret', { params: { path: { id } }, body: { grace_seconds } }),
    );
    await changed();
    return rotated;
  };
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Rotate the secret</Button>
      {isOpen && (
        <RotateSecretDialog
          rotate={rotate}
          hint="For so long requests that are signed with either are accepted, so that the storefront can change over."
          todo="Put it where the storefront signs."
          runningGraceEnd={previous_secret_expires_at}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

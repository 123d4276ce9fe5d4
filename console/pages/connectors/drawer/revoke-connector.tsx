/** The end of a connector. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { useTell } from '../../../ui/toasts.tsx';
import { type Connector, useConnectorsChanged } from '../connector-queries.ts';

/** The button, and the question that it asks first. */
export function RevokeConnector({ connector: { id, name } }: { readonly connector: Connector }) {
  const [isAsking, setIsAsking] = useState(false);
  const changed = useConnectorsChanged();
  const tell = useTell();
  const revoke = useMutation({
    mutationFn: () => answerOf(api.POST('/connectors/{id}/revoke', { params: { path: { id } } })),
    onSuccess: async () => {
      await changed();
      tell.done('The connector is revoked.');
    },
  });
  return (
    <>
      <Button kind="danger" onClick={() => setIsAsking(true)}>
        Revoke
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Revoke ${name}?`}
          verb="Revoke the connector"
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <p>Its next request is refused. What it has brought in stays. This cannot be undone: make a new connector instead.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

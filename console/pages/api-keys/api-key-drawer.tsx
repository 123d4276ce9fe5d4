/** One key of the read API: whose it is, how it is used, and its end. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Empty } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { readCommand, scopeNames } from './api-key-text.ts';
import { ApiKeyStatus } from './api-key-status.tsx';

type ApiKey = Schemas['ApiKey'];

interface ApiKeyDrawerProps {
  /** Undefined where no key that is listed has the id of the address. */
  readonly apiKey: ApiKey | undefined;
  readonly onClose: () => void;
}

/** The drawer of the list. */
export function ApiKeyDrawer({ apiKey, onClose }: ApiKeyDrawerProps) {
  const [isRevoking, setIsRevoking] = useState(false);
  const mayRevoke = useCan('org_admin') && apiKey?.status === 'active';
  return (
    <Drawer
      title={apiKey?.name ?? 'API key'}
      onClose={onClose}
      actions={
        mayRevoke && (
          <Button kind="danger" onClick={() => setIsRevoking(true)}>
            Revoke
          </Button>
        )
      }
    >
      {apiKey === undefined ? (
        <Empty title="This key is not among those that are listed">It may belong to another organisation.</Empty>
      ) : (
        <Content apiKey={apiKey} />
      )}
      {isRevoking && apiKey && <Revoke apiKey={apiKey} onClose={() => setIsRevoking(false)} />}
    </Drawer>
  );
}

function Content({ apiKey }: { readonly apiKey: ApiKey }) {
  return (
    <>
      <KeyValues
        items={[
          ['Status', <ApiKeyStatus key="status" status={apiKey.status} />],
          ['Begins with', <code key="prefix">{apiKey.key_prefix}</code>],
          ['May', scopeNames[apiKey.scope]],
          ['Last used', <Time key="used" at={apiKey.last_used_at} />],
          ['Created', <Time key="created" at={apiKey.created_at} as="full" />],
          ['Id', <code key="id">{apiKey.id}</code>],
        ]}
      />
      {apiKey.status === 'active' && <CodeBlock label="command" text={readCommand(location.origin, 'YOUR_KEY')} />}
      <p>
        <a href="/docs/read-api">The reference of the read API</a> has every call.
      </p>
    </>
  );
}

function Revoke({ apiKey: { id, name }, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const revoke = useMutation({
    mutationFn: () => answerOf(api.POST('/api-keys/{id}/revoke', { params: { path: { id } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['api-keys'] });
      tell.done('The key is revoked.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Revoke ${name}?`}
      verb="Revoke the key"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>The next request with it is refused. This cannot be undone: whoever needs it again gets another key.</p>
    </ConfirmDialog>
  );
}

/** Tokens of the operator API: what programs operate with, where people have accounts. */
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { CheckField } from '../../ui/field.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { NewToken } from './new-token.tsx';
import { roleNames } from './roles.ts';
import { type Scope, type Token, useListChanged, useTokens } from './team-calls.ts';

const states: Readonly<Record<Token['status'], { readonly tone: Tone; readonly word: string }>> = {
  active: { tone: 'good', word: 'Active' },
  expired: { tone: 'idle', word: 'Expired' },
  revoked: { tone: 'idle', word: 'Revoked' },
};

/** The panel. Tokens that open nothing any more are shown when they are asked for. */
export function Tokens({ scope }: { readonly scope: Scope }) {
  const { rows, error, refetch } = useTokens(scope);
  const [isMaking, setIsMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const [showsAll, setShowsAll] = useState(false);
  const shown = rows?.filter(({ status }) => showsAll || status === 'active').toReversed();
  const hidden = (rows ?? []).some(({ status }) => status !== 'active');
  return (
    <Panel
      title="Operator tokens"
      actions={
        <Button icon={KeyRound} onClick={() => setIsMaking(true)}>
          New token
        </Button>
      }
    >
      <p>
        With a token a program may do through the operator API what its role allows. Shops use connectors' keys instead, and
        readers API keys.
      </p>
      {error != null && <Failure error={error} onRetry={refetch} />}
      {rows === undefined && error == null && <Loading />}
      {shown?.length === 0 && <p>There is none{hidden && ' that works'}.</p>}
      {shown !== undefined && shown.length > 0 && (
        <Table label="Operator tokens" rows={shown} keyOf={({ id }) => id} columns={columnsOf(setRevoking)} />
      )}
      {hidden && <CheckField label="Show expired and revoked ones" checked={showsAll} onChange={setShowsAll} />}
      {isMaking && <NewToken scope={scope} onClose={() => setIsMaking(false)} />}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(undefined)} />}
    </Panel>
  );
}

function columnsOf(revoke: (token: Token) => void): readonly TableColumn<Token>[] {
  return [
    { title: 'Name', cell: ({ name }) => name },
    { title: 'Begins with', cell: ({ token_prefix }) => <code>{token_prefix}</code> },
    { title: 'Role', wideOnly: true, cell: ({ role }) => roleNames[role] },
    { title: 'Last used', wideOnly: true, cell: ({ last_used_at }) => <Time at={last_used_at} /> },
    { title: 'Ends', wideOnly: true, cell: ({ expires_at }) => <Time at={expires_at} /> },
    {
      title: 'State',
      wideOnly: true,
      cell: ({ status }) => <Status tone={states[status].tone}>{states[status].word}</Status>,
    },
    {
      title: 'What can be done',
      actions: true,
      cell: (token) =>
        token.status === 'active' && (
          <Button kind="quiet" aria-label={`Revoke ${token.name}`} onClick={() => revoke(token)}>
            Revoke
          </Button>
        ),
    },
  ];
}

interface RevokeProps {
  readonly token: Token;
  readonly onClose: () => void;
}

function Revoke({ token: { id, name }, onClose }: RevokeProps) {
  const changed = useListChanged('tokens');
  const tell = useTell();
  const revoke = useMutation({
    mutationFn: () => answerOf(api.POST('/tokens/{id}/revoke', { params: { path: { id } } })),
    onSuccess: async () => {
      await changed();
      tell.done(`${name} is revoked.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Revoke ${name}?`}
      verb="Revoke the token"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>Whatever uses it is refused from its next call on. This cannot be undone.</p>
    </ConfirmDialog>
  );
}

/** Invitations that nobody has accepted yet. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Status } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { roleNames } from './roles.ts';
import { type Invitation, type Scope, useInvitations, useListChanged } from './team-calls.ts';

/** The panel. */
export function Invitations({ scope }: { readonly scope: Scope }) {
  const { rows, error, refetch } = useInvitations(scope);
  const [withdrawing, setWithdrawing] = useState<Invitation>();
  const open = rows?.filter(({ status }) => status !== 'accepted').toReversed();
  return (
    <Panel title="Open invitations">
      {error != null && <Failure error={error} onRetry={refetch} />}
      {open === undefined && error == null && <Loading lines={2} />}
      {open?.length === 0 && <p>There is none.</p>}
      {open !== undefined && open.length > 0 && (
        <Table label="Open invitations" rows={open} keyOf={({ id }) => id} columns={columnsOf(setWithdrawing)} />
      )}
      {withdrawing && <Withdraw invitation={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </Panel>
  );
}

function columnsOf(withdraw: (invitation: Invitation) => void): readonly TableColumn<Invitation>[] {
  return [
    { title: 'E-mail', cell: ({ email }) => email },
    { title: 'Role', cell: ({ role }) => roleNames[role] },
    { title: 'Invited by', wideOnly: true, cell: ({ invited_by }) => invited_by },
    { title: 'Link', wideOnly: true, cell: (invitation) => <LinkState invitation={invitation} /> },
    {
      title: 'What can be done',
      actions: true,
      cell: (invitation) => (
        <Button kind="quiet" aria-label={`Withdraw the invitation of ${invitation.email}`} onClick={() => withdraw(invitation)}>
          Withdraw
        </Button>
      ),
    },
  ];
}

function LinkState({ invitation: { status, expires_at } }: { readonly invitation: Invitation }) {
  if (status === 'expired') return <Status tone="idle">Expired</Status>;
  return (
    <>
      ends <Time at={expires_at} />
    </>
  );
}

interface WithdrawProps {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

function Withdraw({ invitation: { id, email }, onClose }: WithdrawProps) {
  const changed = useListChanged('invitations');
  const tell = useTell();
  const withdraw = useMutation({
    mutationFn: () => answerOf(api.DELETE('/invitations/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await changed();
      tell.done('The invitation is withdrawn.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Withdraw the invitation of ${email}?`}
      verb="Withdraw it"
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>The link works no more. To invite them after all, make another.</p>
    </ConfirmDialog>
  );
}

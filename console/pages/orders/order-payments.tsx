/** The money that moved for an order, and how it is given back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { Panel } from '../../ui/page.tsx';
import { Status } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';

type Payment = Schemas['Payment'];

const columns: readonly TableColumn<Payment>[] = [
  { title: 'Paid', cell: ({ paid_at, created_at }) => <Time at={paid_at ?? created_at} as="clock" /> },
  { title: 'How', wideOnly: true, cell: ({ method }) => method ?? '–' },
  { title: 'Amount', align: 'end', cell: ({ amount_cents, currency }) => <Money cents={amount_cents} currency={currency} /> },
  { title: 'State', cell: ({ status }) => <Status tone={status === 'recorded' ? 'good' : 'idle'}>{status}</Status> },
];

function refundColumn(onRefund: (payment: Payment) => void): TableColumn<Payment> {
  return {
    title: 'Give back',
    actions: true,
    cell: (payment) =>
      payment.status === 'recorded' && (
        <Button kind="danger" onClick={() => onRefund(payment)}>
          Refund
        </Button>
      ),
  };
}

/** The payments of an order. */
export function OrderPayments({ order }: { readonly order: Schemas['OrderDetail'] }) {
  const mayRefund = useCan('org_admin');
  const [refunding, setRefunding] = useState<Payment>();
  if (order.payments.length === 0) return null;
  return (
    <Panel title="Payments">
      <Table
        label="Payments"
        columns={mayRefund ? [...columns, refundColumn(setRefunding)] : columns}
        rows={order.payments}
        keyOf={({ id }) => id}
      />
      {refunding && <Refund payment={refunding} orderId={order.id} onClose={() => setRefunding(undefined)} />}
    </Panel>
  );
}

interface RefundProps {
  readonly payment: Payment;
  readonly orderId: string;
  readonly onClose: () => void;
}

function Refund({ payment: { id, amount_cents, currency }, orderId, onClose }: RefundProps) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const refund = useMutation({
    mutationFn: () => answerOf(api.POST('/payments/{id}/refund', { params: { path: { id } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['order', orderId] });
      await queryClient.invalidateQueries({ queryKey: ['orders'] });
      tell.done('The payment is marked as refunded.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title="Refund this payment?"
      verb="Refund"
      busy={refund.isPending}
      error={refund.error}
      onConfirm={() => refund.mutate()}
      onClose={onClose}
    >
      <p>
        <Money cents={amount_cents} currency={currency} /> is marked as given back, whole, and your systems are told. The hub
        moves no money: that is done where it was paid.
      </p>
    </ConfirmDialog>
  );
}

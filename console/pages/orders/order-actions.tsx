/** What an operator does with an order. Each tells the tenant's systems, and only once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CheckCheck, PackagePlus, Truck, X } from 'lucide-react';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { useTell } from '../../ui/toasts.tsx';
import styles from './order-page.module.css';

type OrderDetail = Schemas['OrderDetail'];

/** The buttons that fit the order as it is; nothing for members. */
export function OrderActions({ order }: { readonly order: OrderDetail }) {
  const mayChange = useCan('org_admin');
  const [asking, setAsking] = useState<keyof typeof steps>();
  if (!mayChange || order.status === 'cancelled' || order.status === 'deleted') return null;
  const { fulfilment_status } = order;
  const Step = asking && steps[asking];
  return (
    <div className={styles.bar}>
      {fulfilment_status === 'unfulfilled' && (
        <Button kind="primary" icon={Truck} onClick={() => setAsking('ship')}>
          Mark as shipped
        </Button>
      )}
      {fulfilment_status === 'shipped' && (
        <Button kind="primary" icon={CheckCheck} onClick={() => setAsking('deliver')}>
          Mark as delivered
        </Button>
      )}
      <Button icon={PackagePlus} onClick={() => setAsking('tracking')}>
        Add tracking
      </Button>
      {fulfilment_status === 'unfulfilled' && (
        <Button kind="danger" icon={X} onClick={() => setAsking('cancel')}>
          Cancel the order
        </Button>
      )}
      {Step && <Step id={order.id} onClose={() => setAsking(undefined)} />}
    </div>
  );
}

/** One change of an order, which a dialog asks for; what shows the order is renewed after it. */
function useOrderChange<Answer>(id: string, done: string, change: () => Promise<Answer>, onClose: () => void) {
  const queryClient = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all(
        [['order', id], ['order-timeline', id], ['orders']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
      tell.done(done);
      onClose();
    },
  });
}

interface StepProps {
  readonly id: string;
  readonly onClose: () => void;
}

function Shipping({ id, onClose }: StepProps) {
  const ship = useOrderChange(
    id,
    'The order is marked as shipped.',
    () => answerOf(api.POST('/orders/{id}/ship', { params: { path: { id } } })),
    onClose,
  );
  return (
    <ConfirmDialog
      title="Mark this order as shipped?"
      verb="Mark as shipped"
      kind="primary"
      busy={ship.isPending}
      error={ship.error}
      onConfirm={() => ship.mutate()}
      onClose={onClose}
    >
      <p>It cannot be taken back. Your systems are told; the storefront is not.</p>
    </ConfirmDialog>
  );
}

function Delivery({ id, onClose }: StepProps) {
  const deliver = useOrderChange(
    id,
    'The order is marked as delivered.',
    () => answerOf(api.POST('/orders/{id}/deliver', { params: { path: { id } } })),
    onClose,
  );
  return (
    <ConfirmDialog
      title="Mark this order as delivered?"
      verb="Mark as delivered"
      kind="primary"
      busy={deliver.isPending}
      error={deliver.error}
      onConfirm={() => deliver.mutate()}
      onClose={onClose}
    >
      <p>It cannot be taken back. Your systems are told; the storefront is not.</p>
    </ConfirmDialog>
  );
}

function Tracking({ id, onClose }: StepProps) {
  const [carrier, setCarrier] = useState('');
  const [number, setNumber] = useState('');
  const [url, setUrl] = useState('');
  const body = { carrier, tracking_number: number, ...(url !== '' && { tracking_url: url }) };
  const add = useOrderChange(
    id,
    'The parcel is added.',
    () => answerOf(api.POST('/orders/{id}/tracking', { params: { path: { id } }, body })),
    onClose,
  );
  return (
    <Dialog title="Add tracking" onClose={onClose}>
      <Form
        verb="Add"
        busy={add.isPending}
        error={add.error}
        fields={['carrier', 'tracking_number', 'tracking_url']}
        onSubmit={() => add.mutate()}
        onCancel={onClose}
      >
        <TextField label="Carrier" required value={carrier} onChange={setCarrier} error={fieldError(add.error, 'carrier')} />
        <TextField
          label="Tracking number"
          required
          value={number}
          onChange={setNumber}
          error={fieldError(add.error, 'tracking_number')}
        />
        <TextField label="Tracking page" type="url" value={url} onChange={setUrl} error={fieldError(add.error, 'tracking_url')} />
      </Form>
    </Dialog>
  );
}

function Cancellation({ id, onClose }: StepProps) {
  const [reason, setReason] = useState('');
  const cancel = useOrderChange(
    id,
    'The order is cancelled.',
    () => answerOf(api.POST('/orders/{id}/cancel', { params: { path: { id } }, body: reason === '' ? {} : { reason } })),
    onClose,
  );
  return (
    <ConfirmDialog
      title="Cancel this order?"
      verb="Cancel the order"
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate()}
      onClose={onClose}
    >
      <p>It cannot be taken back. Your systems are told; the storefront is not.</p>
      <TextField label="Why" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

/** The dialog of each step. */
const steps = { ship: Shipping, deliver: Delivery, tracking: Tracking, cancel: Cancellation };

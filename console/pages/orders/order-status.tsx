/** The words of an order's three states, and what each means to who looks. */
import type { Schemas } from '../../api/client.ts';
import type { Choice } from '../../ui/field.tsx';
import { Status, type Tone } from '../../ui/status.tsx';

type Order = Schemas['Order'];

const orderTones: Readonly<Record<Order['status'], Tone>> = {
  open: 'info',
  fulfilled: 'good',
  cancelled: 'idle',
  closed: 'good',
  failed: 'bad',
  deleted: 'idle',
};

const paymentTones: Readonly<Record<Order['payment_status'], Tone>> = {
  unpaid: 'idle',
  awaiting: 'info',
  authorized: 'info',
  partially_paid: 'warn',
  paid: 'good',
  partially_refunded: 'warn',
  refunded: 'idle',
  void: 'idle',
  failed: 'bad',
};

const fulfilmentTones: Readonly<Record<Order['fulfilment_status'], Tone>> = {
  unfulfilled: 'idle',
  shipped: 'info',
  delivered: 'good',
  cancelled: 'idle',
};

/** Where the order stands. */
export function OrderStatus({ status }: { readonly status: Order['status'] }) {
  return <Status tone={orderTones[status]}>{status}</Status>;
}

/** What has been paid of it. */
export function PaymentStatus({ status }: { readonly status: Order['payment_status'] }) {
  return <Status tone={paymentTones[status]}>{inWords(status)}</Status>;
}

/** What has been sent of it. */
export function FulfilmentStatus({ status }: { readonly status: Order['fulfilment_status'] }) {
  return <Status tone={fulfilmentTones[status]}>{status}</Status>;
}

/** The choices of a filter by each. */
export const orderChoices = choicesOf(orderTones);
export const paymentChoices = choicesOf(paymentTones);
export const fulfilmentChoices = choicesOf(fulfilmentTones);

function choicesOf(tones: Readonly<Record<string, Tone>>): readonly Choice[] {
  return Object.keys(tones).map((value) => ({ value, label: inWords(value) }));
}

function inWords(status: string): string {
  return status.replaceAll('_', ' ');
}

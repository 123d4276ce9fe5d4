/**
 * ChannelWeave's words for what has been paid, in canonical words.
 */
import type { PaymentStatus } from '../../core/sdk/index.ts';

/** What the protocol assumes when an order names none. */
export const defaultPaymentStatus = 'account_pending';

const words: ReadonlyMap<string, PaymentStatus> = new Map([
  ['account_pending', 'unpaid'],
  ['pending', 'unpaid'],
  ['unpaid', 'unpaid'],
  ['authorised', 'authorized'],
  ['authorized', 'authorized'],
  ['partially_paid', 'partially_paid'],
  ['partially_refunded', 'partially_refunded'],
  ['paid', 'paid'],
  ['captured', 'paid'],
  ['completed', 'paid'],
  ['refunded', 'refunded'],
  ['failed', 'failed'],
  ['declined', 'failed'],
  ['void', 'void'],
  ['voided', 'void'],
  ['cancelled', 'void'],
]);

/** The canonical word. Case, blanks and dashes do not matter; `awaiting_...` is awaiting, and an unknown word is unpaid. */
export function readPaymentStatus(word: string): PaymentStatus {
  const name = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return words.get(name) ?? (name.startsWith('awaiting') ? 'awaiting' : 'unpaid');
}

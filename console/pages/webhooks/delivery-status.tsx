/** Where a delivery stands, in a word. */
import { Status, type Tone } from '../../ui/status.tsx';
import type { DeliveryState } from './delivery.ts';

const words: Readonly<Record<DeliveryState, { readonly tone: Tone; readonly word: string }>> = {
  pending: { tone: 'info', word: 'Pending' },
  succeeded: { tone: 'good', word: 'Delivered' },
  failed: { tone: 'warn', word: 'Retrying' },
  dropped: { tone: 'bad', word: 'Dropped' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
};

/** The choices of a filter, in the order of a delivery's life. */
export const statusChoices = Object.entries(words).map(([value, { word }]) => ({ value, label: word }));

/** The word with its colour. */
export function DeliveryStatus({ status }: { readonly status: DeliveryState }) {
  const { tone, word } = words[status];
  return <Status tone={tone}>{word}</Status>;
}

/** Deliveries as they are asked for: one of them, for as long as it changes by itself. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useTell } from '../../ui/toasts.tsx';

/** A row of the list. */
export type Delivery = Schemas['Delivery'];

/** A delivery with its event and its attempts. */
export type DeliveryDetail = Schemas['DeliveryDetail'];

/** Where a delivery stands. */
export type DeliveryState = Delivery['status'];

/** One delivery, asked for again and again until it has come to its end. */
export function useDelivery(id: string) {
  return useQuery({
    queryKey: ['delivery', id],
    queryFn: () => answerOf(api.GET('/deliveries/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => intervalOf(data),
  });
}

const soonMilliseconds = 1_500;
const rarelyMilliseconds = 30_000;

/** Soon while it is on its way or about to be; rarely while it only waits. */
function intervalOf(delivery: DeliveryDetail | undefined): number | false {
  switch (delivery?.status) {
    case 'pending':
      return soonMilliseconds;
    case 'failed': {
      const wait = Date.parse(delivery.next_attempt_at ?? '') - Date.now();
      return Number.isNaN(wait) ? rarelyMilliseconds : Math.min(rarelyMilliseconds, Math.max(soonMilliseconds, wait));
    }
    case 'succeeded':
    case 'dropped':
    case 'cancelled':
    case undefined:
      return false;
  }
}

/** Sends one again, now. */
export function useRetry(id: string) {
  const queryClient = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: () => answerOf(api.POST('/deliveries/{id}/retry', { params: { path: { id } } })),
    onSuccess: () => Promise.all(['delivery', 'deliveries'].map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
    onError: tell.failed,
  });
}

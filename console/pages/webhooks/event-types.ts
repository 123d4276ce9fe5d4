/** The events that an endpoint can subscribe to, as the hub describes them. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';

/** All of them, in the hub's order; the query's data is undefined while they are on their way. */
export function useEventTypes() {
  return useQuery({ queryKey: ['event-types'], queryFn: () => answerOf(api.GET('/event-types')) });
}

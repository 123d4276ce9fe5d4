/**
 * How many tails an operator has open in this process. Each holds a connection, and a page that forgets to close its own
 * would open ever more.
 */
import { fault, type Fault } from '../../domain/fault.ts';
import type { StreamedReply } from '../../domain/event-stream.ts';
import type { OperatorCaller } from '../request/route.ts';

/** The refusal of one more. */
export const tooManyTails: Fault = fault('rate_limited', 'ten live tails of this operator are open: close one first', {
  retryAfterSeconds: 5,
});

const tailsPerOperator = 10;

/** Counts tails from before they begin to after they have ended; refuses one too many. */
export function createTailLimit() {
  const open = new Map<string, number>();
  return (caller: OperatorCaller, events: StreamedReply['events']): StreamedReply['events'] | Fault => {
    const operator = caller.id ?? caller.name;
    const count = open.get(operator) ?? 0;
    if (count >= tailsPerOperator) return tooManyTails;
    open.set(operator, count + 1);
    return async function* (gone) {
      try {
        yield* events(gone);
      } finally {
        const left = (open.get(operator) ?? 1) - 1;
        if (left > 0) open.set(operator, left);
        else open.delete(operator);
      }
    };
  };
}

/**
 * Does something again and again, one at a time, until it is stopped. What fails is tried again at the next turn.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before each turn. The function it gives stops, and waits for the turn that is on its way. */
export function repeatEvery(
  milliseconds: number,
  act: () => Promise<void>,
  complain: (reason: string) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined); // only an abort rejects
      if (stopping.signal.aborted) return;
      await act().catch((error: unknown) => complain(error instanceof Error ? error.message : 'unknown'));
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}

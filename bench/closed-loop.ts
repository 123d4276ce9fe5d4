/**
 * A closed loop: each connection sends its next order when the last one was answered. Both sides of the ingest
 * comparison are driven by this one loop.
 */

/** What came of one slice. */
export interface LoopResult {
  readonly accepted: number;
  /** Answered, but not with success. */
  readonly refused: number;
  readonly seconds: number;
  /** One for each accepted order. */
  readonly latenciesMilliseconds: readonly number[];
}

/** How to run it. */
export interface LoopOptions {
  readonly connections: number;
  readonly milliseconds: number;
  /** Sends one order on one connection, counted from 0; true when it was accepted. */
  readonly send: (connection: number) => Promise<boolean>;
}

/** Runs until the time is over and the last answers are in. Rejects when a `send` does. */
export async function runClosedLoop({ connections, milliseconds, send }: LoopOptions): Promise<LoopResult> {
  const latenciesMilliseconds: number[] = [];
  let refused = 0;
  const startedAt = performance.now();

  const drive = async (connection: number): Promise<void> => {
    for (;;) {
      const sentAt = performance.now();
      if (sentAt - startedAt > milliseconds) return;
      if (await send(connection)) latenciesMilliseconds.push(performance.now() - sentAt);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => drive(connection)));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { accepted: latenciesMilliseconds.length, refused, seconds, latenciesMilliseconds };
}

/**
 * Gathers what callers ask one by one into batches: while a few batches are on their way, further items wait, and go
 * together in the next one. What finds nothing on its way goes at once, alone.
 *
 * It is here for speed only: taking it out changes no answer.
 */

/** How to gather. */
export interface Gathering<Item> {
  readonly maximumBatch: number;
  readonly maximumInFlight: number;
  /** Items that touch the same rows have the same key; every batch takes its locks in the order of the keys. */
  readonly lockKey: (item: Item) => string;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly lockKey: string;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Gives the one-by-one form of `run`, which takes a batch and gives a result for each of its items, in their order. */
export function gather<Item, Result>(
  { maximumBatch, maximumInFlight, lockKey }: Gathering<Item>,
  run: (batch: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let inFlight = 0;

  const runNext = async (): Promise<void> => {
    const batch = waiting.slice(0, maximumBatch).toSorted((one, other) => compare(one.lockKey, other.lockKey));
    waiting = waiting.slice(maximumBatch);
    inFlight += 1;
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('a batch gave another number of results than it has items');
      results.forEach((result, index) => batch[index]?.resolve(result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    inFlight -= 1;
    pump();
  };

  const pump = (): void => {
    while (waiting.length > 0 && inFlight < maximumInFlight) void runNext();
  };

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({ item, lockKey: lockKey(item), resolve, reject });
    pump();
    return promise;
  };
}

/** Equal keys keep the order in which they came. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

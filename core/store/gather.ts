/**
 * Gathers what callers ask one by one into batches: while one is on its way, further items wait, and go together in the next
 * one. What finds nothing on its way goes at once, alone. Another batch goes beside the first only when it is full, or when
 * the first has been kept waiting: by a locked row, it may be, that is no concern of the others.
 *
 * It is here for speed only: taking it out changes no answer.
 */

/** How to gather. */
export interface Gathering<Item> {
  readonly maximumBatch: number;
  readonly maximumInFlight: number;
  /** After this long what waits goes beside the batches that are on their way, full or not. */
  readonly patienceMilliseconds: number;
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
  { maximumBatch, maximumInFlight, patienceMilliseconds, lockKey }: Gathering<Item>,
  run: (batch: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let inFlight = 0;
  let impatience: NodeJS.Timeout | undefined;
  let isImpatient = false;

  const runNext = async (): Promise<void> => {
    clearTimeout(impatience);
    impatience = undefined;
    isImpatient = false;
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

  const mayGo = (): boolean => inFlight === 0 || (inFlight < maximumInFlight && (waiting.length >= maximumBatch || isImpatient));

  const pump = (): void => {
    while (waiting.length > 0 && mayGo()) void runNext();
    if (waiting.length === 0 || isImpatient) return;
    impatience ??= setTimeout(() => {
      isImpatient = true;
      pump();
    }, patienceMilliseconds);
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

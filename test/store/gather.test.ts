/** What gathers work into batches, with work that is done when the test says so. */
import { expect, test } from 'vitest';
import { gather } from '../../core/store/gather.ts';

const never = 2 ** 31 - 1;

/** A gatherer whose batches stay on their way until they are let go. */
function gated({ patienceMilliseconds = never } = {}) {
  const batches: (readonly string[])[] = [];
  const gates: PromiseWithResolvers<readonly string[]>[] = [];
  const next: (() => void)[] = [];
  const ask = gather({ maximumBatch: 4, maximumInFlight: 3, patienceMilliseconds, lockKey: (item: string) => item }, (batch) => {
    batches.push(batch);
    next.shift()?.();
    const gate = Promise.withResolvers<readonly string[]>();
    gates.push(gate);
    return gate.promise;
  });
  return {
    ask,
    batches,
    nextBatch: () => new Promise<void>((resolve) => next.push(resolve)),
    letGo: (index: number) => gates[index]?.resolve(batches[index]?.map((item) => item.toUpperCase()) ?? []),
    fail: (index: number) => gates[index]?.reject(new Error('broken')),
  };
}

test('what comes first goes at once, what comes then goes together, sorted, when that is done', async () => {
  const { ask, batches, letGo, nextBatch } = gated();
  const asked = ['c', 'b', 'a'].map(ask);
  expect(batches).toEqual([['c']]);
  const second = nextBatch();
  letGo(0);
  await second;
  expect(batches).toEqual([['c'], ['a', 'b']]);
  letGo(1);
  expect(await Promise.all(asked)).toEqual(['C', 'B', 'A']);
});

test('full batches go side by side, and never more than may be on their way', () => {
  const { ask, batches } = gated();
  for (let number = 0; number < 20; number += 1) void ask(`item-${number}`);
  expect(batches.map(({ length }) => length)).toEqual([1, 4, 4]);
});

test('a batch that takes long holds up what comes after it only for so long', async () => {
  const { ask, batches, nextBatch } = gated({ patienceMilliseconds: 5 });
  void ask('slow');
  const second = nextBatch();
  void ask('one');
  void ask('other');
  expect(batches).toHaveLength(1);
  await second;
  expect(batches).toEqual([['slow'], ['one', 'other']]);
});

test('a batch that fails fails for its own callers, and the next one goes', async () => {
  const { ask, batches, fail, letGo, nextBatch } = gated();
  const first = ask('a');
  const second = ask('b');
  const went = nextBatch();
  fail(0);
  await expect(first).rejects.toThrow('broken');
  await went;
  letGo(1);
  expect(await second).toBe('B');
  expect(batches).toHaveLength(2);
});

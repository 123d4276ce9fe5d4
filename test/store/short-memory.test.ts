/** How long a process goes on believing what it has looked up. */
import { expect, test } from 'vitest';
import { createShortMemory } from '../../core/store/short-memory.ts';

/** A memory of what `state` holds, its clock in the test's hands. */
function newMemory() {
  const clock = { milliseconds: 0, now: () => clock.milliseconds };
  const world: { state: string | undefined } = { state: 'first' };
  const memory = createShortMemory<string>(clock);
  return { clock, world, memory, recall: () => memory.recall('key', async () => world.state) };
}

test('what another process changed holds here after one second, however often it is asked for meanwhile', async () => {
  const { clock, world, recall } = newMemory();
  await recall();
  world.state = 'second';
  for (clock.milliseconds = 100; clock.milliseconds < 1_000; clock.milliseconds += 100) expect(await recall()).toBe('first');
  expect(await recall()).toBe('second');
});

test('what is forgotten is looked up again, and what was not there is never remembered', async () => {
  const { world, memory, recall } = newMemory();
  await recall();
  world.state = undefined;
  memory.forget((value) => value === 'first');
  expect(await recall()).toBeUndefined();
  world.state = 'third';
  expect(await recall()).toBe('third');
});

test('a look-up that was under way when its subject changed is not remembered', async () => {
  const { world, memory, recall } = newMemory();
  const answer = Promise.withResolvers<string>();
  const underWay = memory.recall('key', () => answer.promise);
  memory.forget(() => true);
  answer.resolve('old');
  expect(await underWay).toBe('old');
  world.state = 'new';
  expect(await recall()).toBe('new');
});

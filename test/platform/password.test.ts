/** Hashing passwords beside everything else that the process does. */
import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createPasswordHasher } from '../../core/platform/password.ts';

it('leaves threads to others, however many passwords are hashed at once', async () => {
  const { hash } = createPasswordHasher();
  let done = 0;
  const all = Promise.all(Array.from({ length: 12 }, async () => hash('correct horse battery').then(() => (done += 1))));
  await stat('.'); // in line for the same threads, behind what is asked for already
  expect(done).toBeLessThan(9);
  await all;
  expect(done).toBe(12);
});

/**
 * Password hashes by scrypt, as Node brings it: 32 MiB and some 80 ms a try on the machine this was written on.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHasher } from '../domain/provisioning/operator-account.ts';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

const cost = 2 ** 15;
const blockSize = 8;
const keyLength = 32;
const saltLength = 16;
const maximumMemory = 64 * 1024 * 1024;

/** Each takes one of the process's four threads, which sessions of the database and look-ups of names need as well. */
const mostAtOnce = 2;

/** Hashes look like `scrypt$32768$8$1$<salt>$<key>`, so that the cost can be raised later. */
export function createPasswordHasher(): PasswordHasher {
  const inTurn = createTurns();
  const compute = (password: string, salt: Buffer, N: number, r: number, p: number) =>
    inTurn(() => derive(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem: maximumMemory }));
  return {
    async hash(password) {
      const salt = randomBytes(saltLength);
      const key = await compute(password, salt, cost, blockSize, 1);
      return ['scrypt', cost, blockSize, 1, salt.toString('base64'), key.toString('base64')].join('$');
    },
    async verify(password, hash) {
      const [, N, r, p, salt = '', key = ''] = (hash ?? '').split('$');
      const expected = Buffer.from(key, 'base64');
      const found = await compute(
        password,
        Buffer.from(salt, 'base64'),
        Number(N) || cost,
        Number(r) || blockSize,
        Number(p) || 1,
      );
      return expected.length === keyLength && timingSafeEqual(found, expected);
    },
  };
}

/** Has a few work at once and the others wait, first come first served. */
function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < mostAtOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift(); // who waits takes the place over
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

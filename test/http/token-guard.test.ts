/** What an address that guesses bearer tokens comes to, at the moment that it has used up its failures. */
import { expect, test } from 'vitest';
import { fault, type Fault } from '../../core/domain/fault.ts';
import { createTokenGuard } from '../../core/http/token-guard.ts';
import { createStrangerLimit } from '../../core/inbound/stranger-limit.ts';

const guesser = '192.0.2.1';
const wrong = fault('invalid_token');
const limited = { code: 'rate_limited', detail: 'too many failed attempts from this address', retryAfterSeconds: 1 };

/** A guard with a clock that only goes when it is told to, in front of a list of tokens that are right. */
function newGuard() {
  let now = 1_800_000_000_000;
  const guard = createTokenGuard(createStrangerLimit({ now: () => now }));
  const right = new Set(['first', 'second']);
  const looked: string[] = [];
  const show = (token: string, clientIp = guesser): Promise<string | Fault> => {
    const prove = () => {
      looked.push(token);
      return Promise.resolve(right.has(token) ? token : wrong);
    };
    const headers = { authorization: `Bearer ${token}` };
    return guard({ headers, clientIp }, prove, (proof) => (typeof proof === 'string' ? undefined : proof));
  };
  const guess = (times: number) => Promise.all(Array.from({ length: times }, (_one, index) => show(`guess-${index}`)));
  return { guard, right, looked, show, guess, advance: (seconds: number) => void (now += seconds * 1_000) };
}

test('an address that has shown too many wrong tokens is refused before the next is looked up, right or wrong', async () => {
  const { looked, show, guess, advance } = newGuard();
  expect(await guess(600)).toEqual(Array.from({ length: 600 }, () => wrong));
  expect(await show('another')).toMatchObject(limited);
  expect(await show('first')).toMatchObject(limited);
  expect(looked).toHaveLength(600);
  expect(await show('first', '192.0.2.2')).toBe('first');
  advance(1);
  expect(await show('second')).toBe('second');
});

test('of wrong tokens that are looked up at the same moment no more are told apart', async () => {
  const { guess } = newGuard();
  const answers = await guess(700);
  expect(answers.filter((answer) => answer === wrong)).toHaveLength(600);
  expect(answers.at(-1)).toMatchObject(limited);
});

test('a token that was right before goes on, until it is no longer right', async () => {
  const { right, show, guess } = newGuard();
  expect(await show('first', '192.0.2.2')).toBe('first');
  await guess(600);
  expect(await show('first')).toBe('first');
  right.delete('first');
  expect(await show('first', '192.0.2.3')).toBe(wrong);
  right.add('first');
  expect(await show('first')).toMatchObject(limited);
});

test('whoever shows no token, and whatever is not settled, is not counted', async () => {
  const { guard, show } = newGuard();
  const missing = fault('missing_authorization');
  const away = Promise.reject(new Error('the database is away'));
  for (let tries = 0; tries < 700; tries += 1) {
    expect(
      await guard(
        { headers: {}, clientIp: guesser },
        () => Promise.resolve(missing),
        (proof) => proof,
      ),
    ).toBe(missing);
    const headers = { authorization: 'Bearer x' };
    await expect(
      guard(
        { headers, clientIp: guesser },
        () => away,
        () => undefined,
      ),
    ).rejects.toThrow('away');
  }
  expect(await show('first')).toBe('first');
});

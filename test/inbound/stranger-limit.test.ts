/** Who counts as one address that guesses, and how many of them are remembered. */
import { describe, expect, test } from 'vitest';
import { createStrangerLimit, type StrangerLimit } from '../../core/inbound/stranger-limit.ts';

const burst = 600;
const remembered = 50_000;

/** A limit with a clock that only goes when it is told to. */
function newLimit() {
  let now = 1_800_000_000_000;
  const limit = createStrangerLimit({ now: () => now });
  return { limit, advance: (seconds: number) => void (now += seconds * 1_000) };
}

const spend = (limit: StrangerLimit, address: string) => limit.charge(address, burst);
const otherAddress = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

test('an address fails so many times, waits, and then fails ten times a second', () => {
  const { limit, advance } = newLimit();
  const fail = (times: number) =>
    Array.from({ length: times }, () => limit.fail('192.0.2.1')).filter((wait) => wait === 0).length;
  expect(fail(1_000)).toBe(burst);
  expect([limit.waitSeconds('192.0.2.1'), limit.waitSeconds('192.0.2.2')]).toEqual([1, 0]);
  advance(2);
  expect([limit.waitSeconds('192.0.2.1'), fail(100)]).toEqual([0, 20]);
  advance(-3_600); // a clock that is set back gives nothing away, and holds nobody up for longer
  expect(fail(1)).toBe(0);
  advance(1);
  expect(fail(100)).toBe(10);
});

describe('of more addresses than are remembered', () => {
  test.each(['charge', 'fail'] as const)('the one that was silent the longest is forgotten, when they %s', (what) => {
    const { limit } = newLimit();
    spend(limit, '192.0.2.1');
    for (let index = 0; index < remembered; index += 1) limit[what](otherAddress(index), 1);
    expect(limit.waitSeconds('192.0.2.1')).toBe(0);
  });

  test.each(['charge', 'fail'] as const)('one that goes on guessing is not forgotten, when they %s', (what) => {
    const { limit } = newLimit();
    for (let index = 0; index < remembered - 1; index += 1) limit[what](otherAddress(index), 1);
    spend(limit, '192.0.2.1');
    for (let index = 0; index < 1_000; index += 1) limit[what](otherAddress(remembered + index), 1);
    expect(limit.waitSeconds('192.0.2.1')).toBe(1);
  });
});

test.each<[string, string, boolean]>([
  ['2001:db8::1', '2001:db8::ffff:ffff:ffff:ffff', true],
  ['2001:db8::1', '2001:DB8:0:0:9::', true],
  ['2001:db8::1', '2001:db8:0:1::1', false],
  ['192.0.2.1', '::ffff:192.0.2.1', true],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ['192.0.2.1', '192.0.2.2', false],
])('%s and %s are one caller: %s', (one, other, areOne) => {
  const { limit } = newLimit();
  spend(limit, one);
  expect(limit.waitSeconds(other) > 0).toBe(areOne);
});

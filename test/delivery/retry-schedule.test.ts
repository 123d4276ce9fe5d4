import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDelayMilliseconds, parseRetryAfter, parseRetrySchedule } from '../../core/delivery/retry-schedule.ts';

const minute = 60_000;
const standard = parseRetrySchedule('1m,5m,30m,2h,8h');

describe('the schedule in the environment', () => {
  it('reads delays in order', () => {
    expect(standard).toEqual([minute, 5 * minute, 30 * minute, 120 * minute, 480 * minute]);
  });

  it('reads every unit, fractions, and blanks around the commas', () => {
    expect(parseRetrySchedule('250ms, 0.5s ,2m,1.5h,1d')).toEqual([250, 500, 2 * minute, 90 * minute, 1_440 * minute]);
  });

  const gaps = ['', ' ', '1m,', ',1m', '1m,,5m', '1m;5m', '1m5s'];
  const rubbish = ['5', 'm', '-1m', '+1m', '1 m', '1M', '1w', '1e3s', '0x1s', 'Infinityd', '31d', '1.2345s', '.5s'];
  it.each([...gaps, ...rubbish])('the hub does not start with "%s"', (text) => {
    expect(() => parseRetrySchedule(text)).toThrow('retry schedule');
  });

  it('names the part that is wrong', () => {
    expect(() => parseRetrySchedule('1m,soon,5m')).toThrow('"soon"');
  });
});

describe('the next delay', () => {
  const never = () => 0;
  const nearlyOne = () => 1 - Number.EPSILON;

  it('follows the schedule, whose last step repeats', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map((attemptNumber) =>
      nextDelayMilliseconds({ schedule: standard, attemptNumber, random: never }),
    );
    expect(delays).toEqual([1, 5, 30, 120, 480, 480, 480].map((minutes) => minutes * minute));
  });

  it('adds up to a tenth', () => {
    expect(nextDelayMilliseconds({ schedule: standard, attemptNumber: 1, random: () => 0.5 })).toBe(63_000);
    expect(nextDelayMilliseconds({ schedule: standard, attemptNumber: 1, random: nearlyOne })).toBe(65_999);
  });

  it.each([
    ['sooner than the step', 10, minute],
    ['between one and two steps', 90, 90_000],
    ['later than two steps', 86_400, 2 * minute],
    ['at once', 0, minute],
  ])('a receiver that asks for %s gets it within bounds', (_what, retryAfterSeconds, expected) => {
    expect(nextDelayMilliseconds({ schedule: standard, attemptNumber: 1, random: never, retryAfterSeconds })).toBe(expected);
  });

  it('is a whole number within its bounds, whatever was asked for', () => {
    const schedules = fc.array(fc.nat({ max: 30 * 1_440 * minute }), { minLength: 1, maxLength: 6 });
    const attempts = fc.integer({ min: 1, max: 20 });
    const shares = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const wishes = fc.option(fc.record({ retryAfterSeconds: fc.double({ min: 0, max: 1e10, noNaN: true }) }), { nil: undefined });
    fc.assert(
      fc.property(schedules, attempts, shares, wishes, (schedule, attemptNumber, share, wish) => {
        const step = schedule[Math.min(attemptNumber, schedule.length) - 1] ?? Number.NaN;
        const delay = nextDelayMilliseconds({ schedule, attemptNumber, random: () => share, ...wish });
        const most = wish === undefined ? step * 1.1 : step * 2;
        return Number.isInteger(delay) && delay >= step && delay <= most;
      }),
    );
  });

  it('an empty schedule and attempt 0 are bugs', () => {
    expect(() => nextDelayMilliseconds({ schedule: [], attemptNumber: 1, random: never })).toThrow(RangeError);
    expect(() => nextDelayMilliseconds({ schedule: standard, attemptNumber: 0, random: never })).toThrow(RangeError);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 20, 12, 0, 0);

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['Fri, 20 Nov 2026 12:01:30 GMT', 90],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ])('"%s" is %d seconds', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  it('a date that falls within a second is rounded up, so that nobody comes early', () => {
    expect(parseRetryAfter('Fri, 20 Nov 2026 12:01:30 GMT', now + 1)).toBe(90);
  });

  const numbers = ['-1', '1.5', '1e3', '0x10', '12345678901', '120, 60'];
  const dates = ['soon', '2026-11-20', 'Fri, 20 Nov 2026 12:01:30', 'Fri, 99 Nov 2026 12:01:30 GMT'];
  it.each([undefined, '', ...numbers, ...dates])('%j says nothing', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });
});

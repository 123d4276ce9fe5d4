/** How the times of a shop become UTC. */
import { describe, expect, test } from 'vitest';
import { shopTime, utcTime } from './shop-time.ts';

describe('a time in UTC', () => {
  test('needs no offset, with T or a space', () => {
    expect(utcTime('2026-11-20T13:09:05')).toBe('2026-11-20T13:09:05.000Z');
    expect(utcTime('2016-05-30 19:35:25')).toBe('2016-05-30T19:35:25.000Z');
  });

  test('is taken at its word when it names an offset', () => {
    expect(utcTime('2015-01-26T20:00:21Z')).toBe('2015-01-26T20:00:21.000Z');
    expect(utcTime('2015-01-26T20:00:21+02:00')).toBe('2015-01-26T18:00:21.000Z');
  });

  test.each([
    '',
    'yesterday',
    '2026-11-20',
    '2026-02-30T10:00:00',
    '2026-13-01T10:00:00',
    '2026-11-20T25:00:00',
    '0000-00-00T00:00:00',
    '{{now}}',
  ])('is not read out of "%s"', (text) => {
    expect(utcTime(text)).toBeUndefined();
  });
});

describe("a time on the shop's clock", () => {
  test('follows the offset of its own day, summer or winter', () => {
    expect(shopTime('2026-11-20T08:09:05', 'America/New_York')).toBe('2026-11-20T13:09:05.000Z');
    expect(shopTime('2026-07-20T08:09:05', 'America/New_York')).toBe('2026-07-20T12:09:05.000Z');
    expect(shopTime('2026-07-20T08:09:05', 'Asia/Kathmandu')).toBe('2026-07-20T02:24:05.000Z');
  });

  test('that the clock skips in spring is moved on by the length of the gap', () => {
    expect(shopTime('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(shopTime('2026-10-04T02:15:00', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
  });

  test('that the clock shows twice in autumn is the first of the two', () => {
    expect(shopTime('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(shopTime('2026-11-01T01:59:59', 'America/New_York')).toBe('2026-11-01T05:59:59.000Z');
  });

  test('is right in the last second before and the first after a change', () => {
    expect(shopTime('2026-03-29T01:59:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:59.000Z');
    expect(shopTime('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(shopTime('2026-10-25T03:00:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  });

  test('is unknown in a zone that does not exist', () => {
    expect(shopTime('2026-11-20T08:09:05', 'Moon/Tranquility')).toBeUndefined();
  });
});

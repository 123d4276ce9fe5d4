/** What is remembered of callers stays within its bound, and the latest stay longest. */
import { expect, test } from 'vitest';
import { createBoundedMap } from '../../core/domain/bounded-map.ts';

function filled(limit: number) {
  const map = createBoundedMap<number>(limit);
  for (let value = 1; value <= limit; value += 1) map.set(String(value), value);
  const values = (upTo: number) => Array.from({ length: upTo }, (_one, index) => map.get(String(index + 1)));
  return { map, values };
}

test('a full map forgets the tenth that was set the longest ago', () => {
  const { map, values } = filled(20);
  expect(values(20)).not.toContain(undefined);
  map.set('21', 21);
  expect(values(21)).toEqual([undefined, undefined, undefined, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
});

test('what is set again is the newest', () => {
  const { map, values } = filled(3);
  map.set('1', 1);
  map.set('4', 4);
  expect(values(4)).toEqual([1, undefined, 3, 4]);
});

test('a map for one entry keeps the latest', () => {
  const { map } = filled(1);
  map.set('2', 2);
  expect([map.has('1'), map.get('2')]).toEqual([false, 2]);
  map.delete('2');
  expect(map.has('2')).toBe(false);
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuid, uuidV7, uuidV7Floor } from '../../core/domain/uuid.ts';

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const ones = (size: number): Uint8Array => new Uint8Array(size).fill(0xff);

describe('a version 7 id', () => {
  it('has the layout of RFC 9562: its own example', () => {
    const random = Buffer.from('0cc318c4dc0c0c07398f', 'hex');
    expect(uuidV7(0x017f22e279b0, () => random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('is well formed, of version 7 and variant 10, whatever the random bytes', () => {
    fc.assert(
      fc.property(times, fc.uint8Array({ minLength: 10, maxLength: 10 }), (milliseconds, random) => {
        const id = uuidV7(milliseconds, () => random);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(milliseconds);
      }),
    );
  });

  it('sorts by time, and its millisecond starts at the floor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), (milliseconds) => {
        const id = uuidV7(milliseconds, randomBytes);
        expect(uuidV7Floor(milliseconds) <= id).toBe(true);
        expect(uuidV7(milliseconds, ones) < uuidV7Floor(milliseconds + 1)).toBe(true);
      }),
    );
  });

  it('asks for random bytes each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidV7(1_700_000_000_000, randomBytes))).size).toBe(1000);
  });

  it('has a floor that is itself an id', () => {
    expect(uuidV7Floor(0)).toBe('00000000-0000-7000-8000-000000000000');
    expect(uuidV7Floor(1_700_000_000_000)).toBe('018bcfe5-6800-7000-8000-000000000000');
    expect(isUuid(uuidV7Floor(1_700_000_000_000))).toBe(true);
  });

  it.each([-1, 0.5, 2 ** 48, Number.NaN, Number.POSITIVE_INFINITY])('cannot be made for the time %d', (milliseconds) => {
    expect(() => uuidV7(milliseconds, randomBytes)).toThrow(RangeError);
    expect(() => uuidV7Floor(milliseconds)).toThrow(RangeError);
  });
});

describe('the syntax of a UUID', () => {
  it('accepts every version, in either case', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect([isUuid(id), isUuid(id.toUpperCase())]).toEqual([true, true]);
      }),
    );
  });

  it.each([
    '',
    'x',
    '017f22e279b07cc398c4dc0c0c07398f',
    '{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398ff',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398g',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n',
    '017f22e2 79b0 7cc3 98c4 dc0c0c07398f',
    'urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  ])('refuses %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });
});

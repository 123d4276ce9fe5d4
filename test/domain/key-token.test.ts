import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayPrefix, hashToken, isToken, mintToken, operatorTokenPrefix, readKeyPrefix } from '../../core/domain/key-token.ts';

const prefixes = ['pck_int_', 'cw_web_', 'stp_', 'ful_', readKeyPrefix, operatorTokenPrefix];

describe('minting a token', () => {
  it.each(prefixes)('gives %s, 30 random characters and 6 of checksum, and recognises them', (prefix) => {
    const token = mintToken(prefix, randomBytes);
    expect(token).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{36}$`));
    expect(isToken(token, prefix)).toBe(true);
  });

  it('is fixed by the random bytes: this token never changes', () => {
    // Python's zlib.crc32 of "pck_int_" and thirty zeros is 941185696, which is 11h7OS in base62.
    expect(mintToken('pck_int_', (size) => new Uint8Array(size))).toBe(`pck_int_${'0'.repeat(30)}11h7OS`);
    expect(isToken(`pck_live_${'0'.repeat(30)}1h0yAF`, 'pck_live_')).toBe(true);
    expect(isToken(`pck_int_${'z'.repeat(30)}31PBbj`, 'pck_int_')).toBe(true);
  });

  it('throws away the bytes that would favour the first characters', () => {
    const bytes = [...Array(30).fill(255), ...Array(29).fill(61), 248, 247];
    const token = mintToken('stp_', (size) => Uint8Array.from(bytes.splice(0, size)));
    expect(token.slice(4, 34)).toBe('z'.repeat(30));
    expect(bytes).toEqual([]);
  });

  it('spreads evenly over the 62 characters', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      // A byte that is thrown away is asked for again, and then answered with zeros.
      const answers = [byte];
      const token = mintToken('', (size) => new Uint8Array(size).fill(answers.pop() ?? 0));
      if (byte < 248) counts.set(token.charAt(0), (counts.get(token.charAt(0)) ?? 0) + 1);
      else expect(token.charAt(0)).toBe('0');
    }
    expect(counts.size).toBe(62);
    expect(new Set(counts.values())).toEqual(new Set([4]));
  });
});

describe('recognising a token', () => {
  const token = mintToken('pck_int_', randomBytes);

  it('refuses every single altered character', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-';
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...alphabet), (position, character) => {
        fc.pre(token.charAt(position) !== character);
        expect(isToken(token.slice(0, position) + character + token.slice(position + 1), 'pck_int_')).toBe(false);
      }),
    );
  });

  it('refuses two neighbours that changed places', () => {
    for (let position = 0; position < token.length - 1; position += 1) {
      const [left, right] = [token.charAt(position), token.charAt(position + 1)];
      if (left === right) continue;
      expect(isToken(token.slice(0, position) + right + left + token.slice(position + 2), 'pck_int_')).toBe(false);
    }
  });

  it.each([
    ['another prefix', 'pck_live_', token],
    ['another prefix of the same length', 'ful_', mintToken('stp_', randomBytes)],
    ['a prefix exchanged for another', 'pck_live_', token.replace('pck_int_', 'pck_live_')],
    ['a character too few', 'pck_int_', token.slice(0, -1)],
    ['a character too many', 'pck_int_', `${token}0`],
    ['a trailing line break', 'pck_int_', `${token}\n`],
    ['a leading space', 'pck_int_', ` ${token}`],
    ['a non-ASCII letter', 'pck_int_', `${token.slice(0, -1)}é`],
    ['the prefix alone', 'pck_int_', 'pck_int_'],
    ['nothing', 'pck_int_', ''],
  ])('refuses %s', (_name, prefix, text) => {
    expect(isToken(text, prefix)).toBe(false);
  });

  it('answers for any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Za-z]{36}$/)), (text) => {
        expect(isToken(`pck_int_${text}`, 'pck_int_')).toBe(false);
      }),
    );
  });
});

describe('what is kept of a token', () => {
  it('is its prefix and 8 characters for display', () => {
    expect(displayPrefix('pck_int_abcdefghijklmnop', 'pck_int_')).toBe('pck_int_abcdefgh');
    expect(displayPrefix('stp_0123456789', 'stp_')).toBe('stp_01234567');
  });

  it('is the SHA-256 of the whole text for lookup', () => {
    const token = mintToken(readKeyPrefix, randomBytes);
    expect(hashToken(token)).toEqual(createHash('sha256').update(token).digest());
    expect(hashToken(token)).toHaveLength(32);
  });
});

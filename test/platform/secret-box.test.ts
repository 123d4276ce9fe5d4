import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from '../../core/platform/secret-box.ts';

const masterKey = Buffer.alloc(32, 1);
const box = createSecretBox([masterKey], randomBytes);
const place = 'connectors/0190-org/0190-connector';
const altered = 'the sealed secret does not belong to this row, or was altered';

describe('a sealed secret', () => {
  it('opens to what it was, in its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (plaintext, context) => {
        expect(box.open(box.seal(plaintext, context), context)).toBe(plaintext);
      }),
    );
  });

  it('opens in another process that holds the same master key', () => {
    expect(createSecretBox([Buffer.from(masterKey)], randomBytes).open(box.seal('whsec', place), place)).toBe('whsec');
  });

  it('is other bytes each time, and holds nothing of the plaintext', () => {
    const plaintext = 'a-secret-of-some-length';
    const [first, second] = [box.seal(plaintext, place), box.seal(plaintext, place)];
    expect(first.equals(second)).toBe(false);
    expect(first.includes(plaintext)).toBe(false);
    // Nor under the keystream of the same row key: everything after the version and the key id differs.
    expect(first.subarray(5).equals(second.subarray(5))).toBe(false);
    expect(first.subarray(-40).equals(second.subarray(-40))).toBe(false);
  });

  it('begins with its version and the id of its master key', () => {
    const sealed = box.seal('whsec', place);
    expect(sealed[0]).toBe(1);
    expect(sealed.subarray(1, 5).toString('hex')).toBe(createHash('sha256').update(masterKey).digest('hex').slice(0, 8));
  });

  it('opens with each of several master keys, and is sealed under the first', () => {
    const later = createSecretBox([Buffer.alloc(32, 2), masterKey], randomBytes);
    expect(later.open(box.seal('whsec', place), place)).toBe('whsec');
    expect(() => box.open(later.seal('whsec', place), place)).toThrow('this hub holds');
    later.sealUnder(box.sealingKeyId);
    expect(box.open(later.seal('whsec', place), place)).toBe('whsec');
    expect(() => box.sealUnder(createSecretBox([Buffer.alloc(32, 3)], randomBytes).sealingKeyId)).toThrow(
      'sealed under master key',
    );
  });

  it('opens with a master key that came later', () => {
    const growing = createSecretBox([masterKey], randomBytes);
    const sealed = createSecretBox([Buffer.alloc(32, 2)], randomBytes).seal('whsec', place);
    growing.hold(Buffer.alloc(32, 2));
    expect([growing.open(sealed, place), growing.keyIds.length]).toEqual(['whsec', 2]);
    growing.hold(Buffer.alloc(32, 2));
    expect(growing.keyIds.length).toBe(2);
  });

  it('does not open in another place', () => {
    expect(() => box.open(box.seal('whsec', place), 'connectors/0190-org/0190-other')).toThrow(altered);
  });

  it('does not open after any one of its bytes has changed', () => {
    const sealed = box.seal('whsec', place);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => box.open(changed, place), `byte ${index}`).toThrow(/^the (sealed )?secret /);
    }
  });

  it('does not open with the ciphertext of one row under the row key of another', () => {
    const [first, second] = [box.seal('whsec', place), box.seal('other', place)];
    const envelope = 1 + 4 + 12 + 32 + 16;
    expect(() => box.open(Buffer.concat([first.subarray(0, envelope), second.subarray(envelope)]), place)).toThrow(altered);
  });

  it('names both keys when another master key sealed it', () => {
    const other = createSecretBox([Buffer.alloc(32, 2)], randomBytes);
    const idOf = (key: Buffer) => createHash('sha256').update(key).digest('hex').slice(0, 8);
    expect(() => other.open(box.seal('whsec', place), place)).toThrow(
      `the secret was sealed under master key ${idOf(masterKey)}, but this hub holds ${idOf(Buffer.alloc(32, 2))}`,
    );
  });

  it('does not open under a master key whose id was forged into it', () => {
    const other = createSecretBox([Buffer.alloc(32, 2)], randomBytes);
    const forged = Buffer.concat([other.seal('', place).subarray(0, 5), box.seal('whsec', place).subarray(5)]);
    expect(() => other.open(forged, place)).toThrow(altered);
  });

  it('is refused in a version that this release does not know', () => {
    const sealed = box.seal('whsec', place);
    sealed.writeUInt8(2, 0);
    expect(() => box.open(sealed, place)).toThrow('the sealed secret has version 2; this release reads version 1');
  });

  it('is refused when it was cut, at any length', () => {
    const sealed = box.seal('whsec', place);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => box.open(sealed.subarray(0, length), place), `${length} bytes`).toThrow(/^the sealed secret /);
    }
  });
});

describe('a secret box', () => {
  it.each([0, 16, 31, 33, 44])('cannot be made with a master key of %i bytes', (length) => {
    expect(() => createSecretBox([Buffer.alloc(length)], randomBytes)).toThrow('a master key must have 32 bytes');
  });

  it('takes its randomness from the port alone', () => {
    const fixed = createSecretBox([masterKey], (size) => new Uint8Array(size).fill(7));
    expect(fixed.seal('whsec', place).equals(fixed.seal('whsec', place))).toBe(true);
  });
});

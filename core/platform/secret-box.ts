/**
 * Envelope encryption of secrets at rest: AES-256-GCM under a random key of the row's own, which the master key wraps.
 * It never stores anything, never logs, and its errors never hold a secret or any part of one.
 *
 * Bytes: version 1 | key id 4 | wrap nonce 12 | wrapped row key 32 + tag 16 | nonce 12 | ciphertext n + tag 16.
 * Both encryptions authenticate version, key id and context, so a value that was moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Seals and opens secrets under one master key. */
export interface SecretBox {
  /** Encrypts, to other bytes each time. `context` names the place where they will live, such as "connectors/<org>/<id>". */
  seal(plaintext: string, context: string): Buffer;
  /** Decrypts. Throws when the bytes were sealed by another master key, for another context, in an unknown version, or were altered. */
  open(sealed: Buffer, context: string): string;
  /** Four bytes that name the master key; bytes 2 to 5 of everything that it sealed. */
  readonly keyId: Buffer;
}

const algorithm = 'aes-256-gcm';
const version = 1;
const keyLength = 32;
const keyIdLength = 4;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 1 + keyIdLength;
const envelopeLength = headerLength + nonceLength + keyLength + tagLength;
const minimumLength = envelopeLength + nonceLength + tagLength;

/**
 * Makes a box. `randomBytes` must be cryptographically secure. Throws unless the master key has 32 bytes.
 * The key id, the first 8 hex digits of the master key's SHA-256, is stored in clear so that a wrong key can be named.
 */
export function createSecretBox(masterKey: Buffer, randomBytes: (size: number) => Uint8Array): SecretBox {
  if (masterKey.length !== keyLength) throw new Error(`the master key must have ${keyLength} bytes`);
  const keyId = createHash('sha256').update(masterKey).digest().subarray(0, keyIdLength);
  const header = Buffer.concat([Buffer.of(version), keyId]);

  return {
    keyId,
    seal(plaintext, context) {
      const authenticated = Buffer.concat([header, Buffer.from(context)]);
      const rowKey = randomBytes(keyLength);
      const wrapped = encrypt(masterKey, randomBytes(nonceLength), rowKey, authenticated);
      const ciphertext = encrypt(rowKey, randomBytes(nonceLength), Buffer.from(plaintext), authenticated);
      return Buffer.concat([header, wrapped, ciphertext]);
    },
    open(sealed, context) {
      refuseForeign(sealed, keyId);
      const authenticated = Buffer.concat([header, Buffer.from(context)]);
      const rowKey = decrypt(masterKey, sealed.subarray(headerLength, envelopeLength), authenticated);
      return decrypt(rowKey, sealed.subarray(envelopeLength), authenticated).toString('utf8');
    },
  };
}

/** Tells the cases apart that need different mending, before any cryptography. */
function refuseForeign(sealed: Buffer, keyId: Buffer): void {
  if (sealed.length < minimumLength) throw new Error('the sealed secret is too short: it was cut or is not a sealed secret');
  if (sealed[0] !== version) throw new Error(`the sealed secret has version ${sealed[0]}; this release reads version ${version}`);
  const sealedKeyId = sealed.subarray(1, headerLength);
  if (!sealedKeyId.equals(keyId)) {
    throw new Error(
      `the secret was sealed under master key ${sealedKeyId.toString('hex')}, but this hub holds ${keyId.toString('hex')}`,
    );
  }
}

function encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, authenticated: Buffer): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(authenticated);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Buffer, authenticated: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(authenticated)
    .setAuthTag(sealed.subarray(-tagLength));
  const plaintext = decipher.update(sealed.subarray(nonceLength, -tagLength));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch (cause) {
    throw new Error('the sealed secret does not belong to this row, or was altered', { cause });
  }
}

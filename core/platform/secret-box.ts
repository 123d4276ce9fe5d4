/**
 * Envelope encryption of secrets at rest: AES-256-GCM under a random key of the row's own, which a master key wraps.
 * It never stores anything, never logs, and its errors never hold a secret or any part of one.
 *
 * Bytes: version 1 | key id 4 | wrap nonce 12 | wrapped row key 32 + tag 16 | nonce 12 | ciphertext n + tag 16.
 * Both encryptions authenticate version, key id and context, so a value that was moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Seals secrets under one master key, and opens what any of those that it holds has sealed. */
export interface SecretBox {
  /** Encrypts, to other bytes each time. `context` names the place where they will live, such as "connectors/<org>/<id>". */
  seal(plaintext: string, context: string): Buffer;
  /**
   * Decrypts. Throws when the bytes were sealed by a master key that it does not hold, for another context, in an unknown
   * version, or were altered.
   */
  open(sealed: Buffer, context: string): string;
  /** Ids of the master keys that it holds: four bytes each, bytes 2 to 5 of everything that the key sealed. */
  readonly keyIds: readonly Buffer[];
  /** The one of them that seals. */
  readonly sealingKeyId: Buffer;
  /** Seals under this one from now on. Throws when it is not held. */
  sealUnder(keyId: Buffer): void;
  /** Opens with this one too from now on. Throws unless it has 32 bytes, and when another key has its id. */
  hold(masterKey: Buffer): void;
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

/** The key's id, the first 8 hex digits of its SHA-256: it is stored in clear so that a key that is missing can be named. */
export function masterKeyId(masterKey: Buffer): Buffer {
  return createHash('sha256').update(masterKey).digest().subarray(0, keyIdLength);
}

/**
 * Makes a box that holds these master keys and seals under the first. `randomBytes` must be cryptographically secure. Throws
 * when there is none, unless each has 32 bytes, and when two have one id.
 */
export function createSecretBox(masterKeys: readonly Buffer[], randomBytes: (size: number) => Uint8Array): SecretBox {
  const held = new Map<string, HeldKey>();
  const hold = (key: Buffer): void => {
    if (key.length !== keyLength) throw new Error(`a master key must have ${keyLength} bytes`);
    const id = masterKeyId(key);
    const namesake = held.get(id.toString('hex'));
    if (namesake && !namesake.key.equals(key)) throw new Error(`two master keys have the id ${id.toString('hex')}: make another`);
    held.set(id.toString('hex'), { id, key });
  };
  const find = (id: Buffer): HeldKey => {
    const found = held.get(id.toString('hex'));
    if (found) return found;
    const own = [...held.keys()].join(' and ');
    throw new Error(`the secret was sealed under master key ${id.toString('hex')}, but this hub holds ${own}`);
  };
  masterKeys.forEach(hold);
  const [first] = masterKeys;
  if (first === undefined) throw new Error('a secret box needs a master key');
  let sealing = find(masterKeyId(first));

  return {
    get keyIds() {
      return [...held.values()].map(({ id }) => id);
    },
    get sealingKeyId() {
      return sealing.id;
    },
    sealUnder(keyId) {
      sealing = find(keyId);
    },
    hold,
    seal(plaintext, context) {
      const header = Buffer.concat([Buffer.of(version), sealing.id]);
      const authenticated = Buffer.concat([header, Buffer.from(context)]);
      const rowKey = randomBytes(keyLength);
      const wrapped = encrypt(sealing.key, randomBytes(nonceLength), rowKey, authenticated);
      const ciphertext = encrypt(rowKey, randomBytes(nonceLength), Buffer.from(plaintext), authenticated);
      return Buffer.concat([header, wrapped, ciphertext]);
    },
    open(sealed, context) {
      refuseOtherForms(sealed);
      const header = sealed.subarray(0, headerLength);
      const { key } = find(header.subarray(1));
      const authenticated = Buffer.concat([header, Buffer.from(context)]);
      const rowKey = decrypt(key, sealed.subarray(headerLength, envelopeLength), authenticated);
      return decrypt(rowKey, sealed.subarray(envelopeLength), authenticated).toString('utf8');
    },
  };
}

interface HeldKey {
  readonly id: Buffer;
  readonly key: Buffer;
}

/** Tells the cases apart that need different mending, before any cryptography. */
function refuseOtherForms(sealed: Buffer): void {
  if (sealed.length < minimumLength) throw new Error('the sealed secret is too short: it was cut or is not a sealed secret');
  if (sealed[0] !== version) throw new Error(`the sealed secret has version ${sealed[0]}; this release reads version ${version}`);
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

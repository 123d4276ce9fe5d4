/**
 * Where keys and signing secrets go that a hub makes and shows once: a file that its owner alone can read, a JSON value a
 * line, each written before the next call is made. It never replaces what is there.
 */
import { closeSync, fchmodSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** What a hub showed once. */
export interface MadeSecret {
  readonly kind: string;
  /** Such as `acme/main/Shop`. */
  readonly name: string;
  readonly id: string;
  /** Null for a format without keys, absent for a webhook endpoint. */
  readonly key?: string | null;
  readonly signing_secret: string;
}

/** An open file. */
export interface SecretsFile {
  write(secret: MadeSecret): void;
  close(): void;
}

/** Opens it, or makes it with mode 0600. Throws a sentence when it cannot be written. */
export function openSecretsFile(path: string): SecretsFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'a', 0o600);
    fchmodSync(descriptor, 0o600); // it may have been there with another
  } catch (error) {
    const reason = String(Reflect.get(Object(error), 'code'));
    throw new Error(`${path} cannot be written (${reason}): name another file with --secrets-to`, { cause: error });
  }
  return {
    write(secret) {
      writeSync(descriptor, `${JSON.stringify(secret)}\n`);
      fsyncSync(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}

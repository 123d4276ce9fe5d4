/**
 * The ports between rooms: time and randomness. Larger ports stand beside what they carry.
 */

/** The wall clock. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** A source of unpredictable bytes, fit for keys. */
export type RandomBytes = (length: number) => Uint8Array;

/** Encrypts what must not be readable in the database. `context` names the row, so that a value cannot be moved. */
export interface SecretBox {
  seal(plaintext: string, context: string): Uint8Array;
  /** Throws when the bytes were altered, moved, or sealed under another master key. */
  open(sealed: Uint8Array, context: string): string;
}

/** Where a room tells an operator what it does. Values must hold no secret and no personal data. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

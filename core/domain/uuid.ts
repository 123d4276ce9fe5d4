/**
 * UUIDs: version 7 (RFC 9562) for every id that Crossdock makes, and the syntax check for those it is given.
 * It never reads the clock or a random source of its own, and does not promise an order within one millisecond.
 */

const uuidSyntax = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The timestamp field has 48 bits. */
const maximumMilliseconds = 2 ** 48 - 1;

/** A new id: lower case, sorted by time, 74 random bits. Throws when the time is not a whole number of milliseconds since 1970. */
export function uuidV7(nowMilliseconds: number, randomBytes: (size: number) => Uint8Array): string {
  return assemble(nowMilliseconds, randomBytes(10));
}

/** The smallest version 7 id of that millisecond: where a partition or a time range over ids begins. Throws like uuidV7. */
export function uuidV7Floor(milliseconds: number): string {
  return assemble(milliseconds, new Uint8Array(10));
}

/** True for the 36-character hyphenated form of any version, in either case. */
export function isUuid(text: string): boolean {
  return uuidSyntax.test(text);
}

function assemble(milliseconds: number, random: Uint8Array): string {
  if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds > maximumMilliseconds) {
    throw new RangeError('a version 7 UUID needs a whole number of milliseconds between 0 and 2^48 - 1');
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.set(random, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

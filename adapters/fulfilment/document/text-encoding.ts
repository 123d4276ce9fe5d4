/**
 * Bytes as text.
 */

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text that the bytes are in UTF-8, without a byte order mark; undefined when they are no UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

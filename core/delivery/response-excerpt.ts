/**
 * Reads the beginning of a response body and leaves the rest unread, so that no receiver decides how much memory it
 * costs. It never throws: by the time a body comes, the status is known, and a broken body does not undo it.
 */
import type { Readable } from 'node:stream';

/** The beginning of a body. */
export interface ResponseExcerpt {
  /** UTF-8, with U+FFFD for what is not, and for NUL, which a text column cannot hold. */
  readonly text: string;
  /** What ended the reading too early; absent when the whole body was read. */
  readonly cutBy?: BodyCut;
}

/** `limit`: there was more than is kept. `deadline`: it came too slowly. `connection`: the receiver broke off. */
export type BodyCut = 'limit' | 'deadline' | 'connection';

/** Reads up to `limitBytes`, then destroys the stream. One that ended by itself frees its connection for the next request. */
export async function readExcerpt(body: Readable, limitBytes: number, deadline: AbortSignal): Promise<ResponseExcerpt> {
  // A destroyed stream may report its own end as an error after nobody reads it any more.
  body.on('error', () => {});
  const decoder = new TextDecoder();
  let text = '';
  let bytesLeft = limitBytes;
  const excerpt = (cutBy?: BodyCut): ResponseExcerpt => ({
    // A character that was cut in half is left out; one that the receiver left unfinished is shown as U+FFFD.
    text: (cutBy === undefined ? text + decoder.decode() : text).replaceAll('\0', '\ufffd'),
    ...(cutBy && { cutBy }),
  });
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      // undici's bodies yield bytes
      text += decoder.decode(chunk.subarray(0, bytesLeft), { stream: true });
      bytesLeft -= chunk.byteLength;
      if (bytesLeft < 0) return excerpt('limit');
    }
    return excerpt();
  } catch {
    return excerpt(deadline.aborted ? 'deadline' : 'connection');
  }
}

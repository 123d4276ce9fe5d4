/**
 * A file that is made or read before it is asked for, kept in memory as it is and compressed.
 */
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** One file, ready to be sent. */
export interface StaticFile {
  readonly contentType: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

/** Makes it. */
export function staticFile(contentType: string, plain: Buffer): StaticFile {
  return { contentType, plain, zipped: gzipSync(plain) };
}

/** Sends it with these headers beside its own, compressed where the client takes that. */
export function sendStaticFile(
  request: Request,
  response: Response,
  { contentType, plain, zipped }: StaticFile,
  headers: Readonly<Record<string, string>>,
): void {
  const isZipped = request.acceptsEncodings('gzip') === 'gzip';
  response.statusCode = 200;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', contentType);
  response.setHeader('Vary', 'Accept-Encoding');
  if (isZipped) response.setHeader('Content-Encoding', 'gzip');
  response.end(isZipped ? zipped : plain);
}

/**
 * Reads a request's raw bytes within the hub's limit. An over-long body is refused at once, not drained: body-parser
 * swallows a gigabyte before it answers.
 */
import type { IncomingMessage } from 'node:http';
import { fault, type Fault } from '../domain/fault.ts';

const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** The bytes, or `unsupported_media_type`, `payload_too_large`, or `bad_request` when the sender goes away in the middle. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Uint8Array | Fault> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const [, named = 'utf-8'] = charset.exec(request.headers['content-type'] ?? '') ?? [];
  if (encoding.toLowerCase() !== 'identity' || !/^(utf-?8|us-ascii)$/i.test(named)) return fault('unsupported_media_type');
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return fault('payload_too_large');

  const chunks: Uint8Array[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const cutShort = () => resolve(fault('bad_request', 'the connection closed before the whole body came'));
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length > limitBytes) {
        request.pause().removeAllListeners('data');
        resolve(fault('payload_too_large'));
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', cutShort);
    request.on('close', cutShort);
  });
}

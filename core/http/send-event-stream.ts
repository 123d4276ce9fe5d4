/**
 * Puts server-sent events on the wire. It asks for the next ones when those before are on their way, so that a slow reader
 * makes nothing pile up; and it cuts off one that reads nothing at all. What the events are is none of its business.
 */
import { once } from 'node:events';
import type { Request, Response } from 'express';
import type { StreamedEvent, StreamedReply } from '../domain/event-stream.ts';

/** After a restart of the hub everybody comes back; one second later it is there again, or another process is. */
const retryMilliseconds = 1_000;
/** A reader that takes nothing for so long has gone without a word. */
const stallMilliseconds = 30_000;

/**
 * Sends a reply that goes on; resolves when nobody listens any more, or when it has come to an end. The connection is closed
 * then: the answer has no length. The reply's events are begun in any case, so that it can let go of what it holds. The
 * response emits `streaming` when its beginning is out, for those who count answers.
 */
export async function sendEventStream(
  request: Request,
  response: Response,
  reply: StreamedReply,
  requestId: string,
): Promise<void> {
  const gone = new AbortController();
  for (const event of ['finish', 'close']) response.once(event, () => gone.abort());
  if (response.destroyed) gone.abort(); // gone while the answer was made, and told so before anybody listened
  else begin(request, response, reply, requestId, gone);
  try {
    for await (const events of reply.events(gone.signal)) {
      if (gone.signal.aborted || response.writableEnded) break;
      if (!response.write(events.map(onTheWire).join(''))) await untilTaken(response, gone.signal);
    }
  } finally {
    response.end();
  }
}

function begin(request: Request, response: Response, reply: StreamedReply, requestId: string, gone: AbortController): void {
  response.statusCode = reply.status;
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('Content-Type', 'text/event-stream');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Accel-Buffering', 'no'); // nginx would wait for more
  response.setHeader('Connection', 'close');
  response.flushHeaders();
  if (request.method === 'HEAD') gone.abort();
  else response.write(`retry: ${retryMilliseconds}\n\n`);
  response.emit('streaming');
}

/** The event as lines. One without data says that the connection lives, and where its reader is. */
function onTheWire({ id, name, data }: StreamedEvent): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(name === undefined ? [] : [`event: ${name}`]),
    data === undefined ? ': alive' : `data: ${data}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

async function untilTaken(response: Response, gone: AbortSignal): Promise<void> {
  try {
    await once(response, 'drain', { signal: AbortSignal.any([gone, AbortSignal.timeout(stallMilliseconds)]) });
  } catch {
    response.destroy(); // the reader is gone, or as good as gone
  }
}

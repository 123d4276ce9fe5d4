/** Server-sent events on the wire, and what becomes of their source when the reader goes. */
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express, { type Request, type Response } from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { streamedReply } from '../../core/domain/event-stream.ts';
import { sendEventStream } from '../../core/http/send-event-stream.ts';

it('ends the events of a reader who left before they began, and counts no second answer', async () => {
  const ended = Promise.withResolvers<'ended'>();
  const reply = streamedReply(async function* (gone) {
    try {
      yield [{ data: 'first' }];
      if (!gone.aborted) await once(gone, 'abort');
    } finally {
      ended.resolve('ended');
    }
  });
  const begun: string[] = [];
  const arrived = Promise.withResolvers<void>();
  const answer = async (request: Request, response: Response): Promise<void> => {
    response.once('streaming', () => begun.push('streaming'));
    arrived.resolve();
    await once(response, 'close'); // as while the caller is looked up
    await sendEventStream(request, response, reply, 'request-1');
  };
  const app = express().get('/', (request, response) => void answer(request, response));
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
  await arrived.promise;
  socket.destroy();
  expect(await ended.promise).toBe('ended');
  expect(begun).toEqual([]);
});

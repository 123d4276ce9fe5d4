/** How a server that stops sends its clients away, over real sockets and with pauses that stand for longer ones. */
import { once } from 'node:events';
import { Agent, createServer, request, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createConnectionDrain } from '../../core/http/connection-drain.ts';
import { eventually } from '../support/hub.ts';

interface Answer {
  readonly text: string;
  readonly connection: string | undefined;
}

/** A server that answers its path, and clients of it that keep one connection each. */
async function startServer({ keepAliveTimeout = 60_000, leastMilliseconds = 0, answer = sayPath } = {}) {
  const server = createServer((incoming, response) => {
    drain.watch(response);
    answer(incoming, response);
  });
  Object.assign(server, { keepAliveTimeout, keepAliveTimeoutBuffer: 0 });
  const drain = createConnectionDrain(server, () => performance.now(), leastMilliseconds);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  const newClient = () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    return (path = '/') => get(agent, port, path);
  };
  onTestFinished(() => server.closeAllConnections());
  return { server, port, drain, newClient };
}

const sayPath: RequestListener = ({ url }, response) => void response.end(url);

/** Sends one request. A client of Node's own heeds what the server promises, and goes first. */
function get(agent: Agent, port: number, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ text, connection: response.headers.connection }));
    });
    sent.on('error', reject).end();
  });
}

const untilQuiet = () => sleep(600);

describe('a server that is drained', () => {
  it('waits for a client that has been quiet, tells it to go with its next answer, and then is closed', async () => {
    const { server, drain, newClient } = await startServer();
    const client = newClient();
    expect((await client()).connection).toBe('keep-alive');
    await untilQuiet();
    const drained = drain.drain();
    expect([drain.isDraining, server.listening]).toEqual([true, true]);
    expect(await client('/later')).toEqual({ text: '/later', connection: 'close' });
    await drained;
    expect(server.listening).toBe(false);
    await expect(client()).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps a quiet connection for as long as it has promised, and no longer', async () => {
    const { port, drain } = await startServer({ keepAliveTimeout: 1_500 });
    const client = connect(port, '127.0.0.1', () => client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    onTestFinished(() => void client.destroy());
    await once(client, 'data');
    const answeredAt = performance.now();
    await untilQuiet();
    await drain.drain();
    expect(performance.now() - answeredAt).toBeGreaterThan(1_400);
  });

  it('serves a busy client as ever until it has stopped listening, and loses none of its requests', async () => {
    const { server, drain, newClient } = await startServer({ leastMilliseconds: 300 });
    const client = newClient();
    const answers: Answer[] = [];
    const driving = (async () => {
      while (answers.at(-1)?.connection !== 'close') answers.push(await client());
      return server.listening;
    })();
    await eventually(() => (answers.length > 5 ? true : undefined));
    const [, listensAtTheLast] = await Promise.all([drain.drain(), driving]);
    expect(answers.length).toBeGreaterThan(20);
    expect(listensAtTheLast).toBe(false);
  });

  it('listens on while clients come', async () => {
    const { server, drain, newClient } = await startServer();
    const drained = drain.drain();
    const [beganAt, answers] = [performance.now(), [] as Answer[]];
    while (performance.now() - beganAt < 600) {
      answers.push(await newClient()());
      await sleep(20);
    }
    expect(server.listening).toBe(true);
    expect(answers.length).toBeGreaterThan(10);
    await drained;
  });

  it('leaves a connection alone for a while after it has stopped listening, and tells its client with the next answer', async () => {
    const { server, drain, newClient } = await startServer();
    const client = newClient();
    await client();
    const drained = drain.drain();
    await eventually(() => (server.listening ? undefined : true));
    await sleep(1_500);
    expect(await client('/later')).toEqual({ text: '/later', connection: 'close' });
    await drained;
  });

  it('tells the client of a request that is still being answered when it stops listening', async () => {
    const held = Promise.withResolvers<() => void>();
    const { server, drain, newClient } = await startServer({
      answer: (_incoming, response) => held.resolve(() => response.end('done')),
    });
    const answer = newClient()();
    const finish = await held.promise;
    const drained = drain.drain();
    await eventually(() => (server.listening ? undefined : true));
    finish();
    expect(await answer).toEqual({ text: 'done', connection: 'close' });
    await drained;
  });

  it('ends streams of events, which have no end of their own', async () => {
    const streaming = Promise.withResolvers<void>();
    const { drain, newClient } = await startServer({
      answer: (_incoming, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
        response.emit('streaming');
        streaming.resolve();
      },
    });
    const stream = newClient()();
    await streaming.promise;
    await Promise.all([drain.drain(), stream]);
    expect((await stream).text).toBe('data: 1\n\n');
  });
});

/** The HTTP transport with receivers that mean harm, and with TLS that cannot be trusted. */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeCertificate } from './certificate.ts';
import type { TestCertificate } from './certificate.ts';
import { startHttpReceiver, startRawReceiver, startTlsReceiver } from './receiver.ts';
import { dribble, head, post, pour, startTransport } from './transport.ts';

describe('a receiver that means harm', () => {
  it('and sends a gigabyte is left after 16 KiB', async () => {
    const receiver = await startRawReceiver((socket) => {
      socket.write(`${head}Content-Length: 1073741824\r\n\r\n`);
      void pour(socket, Buffer.alloc(65_536, 'a'));
    });
    const answer = await startTransport().send(post(`http://${receiver.host}/`));
    expect(answer).toMatchObject({ status: 200, body: 'a'.repeat(16_384), bodyCutBy: 'limit' });
    await expect.poll(() => receiver.connections[0]?.destroyed).toBe(true);
    expect(receiver.connections[0]?.bytesWritten).toBeLessThan(16_777_216);
  });

  it.each([
    ['a hundred megabytes of headers', (socket: Socket) => void pour(socket, `X-Padding: ${'a'.repeat(1_000)}\r\n`)],
    ['one endless header', (socket: Socket) => void pour(socket, 'a'.repeat(65_536))],
  ])('and sends %s is left', async (_what, send) => {
    const receiver = await startRawReceiver((socket) => {
      socket.write(head);
      send(socket);
    });
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({
      kind: 'failed',
      error: 'invalid_response',
    });
    await expect.poll(() => receiver.connections[0]?.destroyed).toBe(true);
    expect(receiver.connections[0]?.bytesWritten).toBeLessThan(16_777_216);
  });

  it('and dribbles its body is cut at the deadline, its status known', async () => {
    const receiver = await startRawReceiver((socket) => {
      dribble(socket, 'a', `${head}Content-Length: 1000\r\n\r\n`);
    });
    const answer = await startTransport({ deadlineMilliseconds: 300 }).send(post(`http://${receiver.host}/`));
    expect(answer).toMatchObject({
      kind: 'answered',
      status: 200,
      body: expect.stringMatching(/^a+$/),
      bodyComplete: false,
      bodyCutBy: 'deadline',
    });
    expect(answer.latencyMilliseconds).toBeGreaterThanOrEqual(290);
    expect(answer.latencyMilliseconds).toBeLessThan(10_000);
    await expect.poll(() => receiver.connections[0]?.destroyed).toBe(true);
  });

  it.each([
    ['hangs', () => {}],
    ['dribbles its headers', (socket: Socket) => dribble(socket, 'X', head)],
    ['says 103 Early Hints for ever', (socket: Socket) => dribble(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')],
  ])('and %s has timed out', async (_what, handler: (socket: Socket) => void) => {
    const receiver = await startRawReceiver(handler);
    const answer = await startTransport({ deadlineMilliseconds: 200 }).send(post(`http://${receiver.host}/`));
    expect(answer).toMatchObject({ kind: 'failed', error: 'timeout' });
    expect(answer.latencyMilliseconds).toBeLessThan(10_000);
    await expect.poll(() => receiver.connections[0]?.destroyed).toBe(true);
  });

  it.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.2\r\n', 'invalid_response'],
    ['100 Continue unasked', 'HTTP/1.1 100 Continue\r\n\r\n', 'invalid_response'],
    [
      'a change of protocol unasked',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
      'invalid_response',
    ],
    ['two lengths', `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 'invalid_response'],
    ['a length and chunks', `${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 'invalid_response'],
    ['a length that is no number', `${head}Content-Length: -1\r\n\r\n`, 'invalid_response'],
    ['HTTP/2 out of the blue', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'invalid_response'],
    ['an impossible status', 'HTTP/1.1 1000 OK\r\n\r\n', 'invalid_response'],
    ['half a header', 'HTTP/1.1 200 OK\r\nContent-', 'connection_reset'],
    ['nothing', '', 'connection_reset'],
  ])('and answers with %s has failed', async (_what, bytes, error) => {
    const receiver = await startRawReceiver((socket) => socket.end(bytes));
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({ kind: 'failed', error });
  });

  it('and resets the connection has failed', async () => {
    const receiver = await startRawReceiver((socket) => socket.resetAndDestroy());
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({
      kind: 'failed',
      error: 'connection_reset',
    });
  });

  it('and resets after its headers is an answer with a broken body', async () => {
    const transport = startTransport();
    const receiver = await startRawReceiver((socket) => {
      socket.write(`${head}Content-Length: 10\r\n\r\nabc`);
      setTimeout(() => socket.resetAndDestroy(), 100);
    });
    const answer = await transport.send(post(`http://${receiver.host}/`));
    expect(answer).toMatchObject({ kind: 'answered', status: 200, body: 'abc', bodyComplete: false, bodyCutBy: 'connection' });
  });

  it('does not keep those behind it waiting beyond their own deadline', async () => {
    const receiver = await startRawReceiver(() => {});
    const transport = startTransport({ deadlineMilliseconds: 2_000, connectionsPerOrigin: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => transport.send(post(`http://${receiver.host}/`))));
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'failed', error: 'timeout' });
      expect(answer.latencyMilliseconds).toBeLessThan(4_000); // one after the other they would take 6 s
    }
  });

  it.each([
    ['chunks that are none', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['fewer bytes than announced', `${head}Content-Length: 10\r\n\r\nabc`],
    ['an unfinished chunk', `${head}Transfer-Encoding: chunked\r\n\r\nff\r\nabc`],
  ])('and ends its body with %s never makes the hub throw', async (_what, bytes) => {
    const receiver = await startRawReceiver((socket) => socket.end(bytes));
    const answer = await startTransport().send(post(`http://${receiver.host}/`));
    if (answer.kind === 'answered') expect(answer).toMatchObject({ status: 200, bodyComplete: false, bodyCutBy: 'connection' });
    else expect(answer.error).toBe('invalid_response');
  });

  it('does not spoil the next request', async () => {
    let requests = 0;
    const receiver = await startHttpReceiver((_request, response) =>
      ++requests === 1 ? response.socket?.destroy() : response.end('well again'),
    );
    const transport = startTransport();
    expect(await transport.send(post(`http://${receiver.host}/`))).toMatchObject({ error: 'connection_reset' });
    expect(await transport.send(post(`http://${receiver.host}/`))).toMatchObject({ body: 'well again' });
  });
});

describe('TLS', () => {
  const send = async (certificate: TestCertificate, trusted = [certificate.certificate]) => {
    const receiver = await startTlsReceiver(certificate, (_request, response) => response.end('secret kept'));
    return startTransport({ certificateAuthorities: trusted }).send(post(`https://${receiver.host}/`));
  };

  it('carries a request to a receiver with a valid certificate, and its connection is kept', async () => {
    const certificate = makeCertificate();
    const receiver = await startTlsReceiver(certificate, (_request, response) => response.end('secret kept'));
    const transport = startTransport({ certificateAuthorities: [certificate.certificate] });
    for (let count = 0; count < 5; count += 1) {
      expect(await transport.send(post(`https://${receiver.host}/`))).toMatchObject({ status: 200, body: 'secret kept' });
    }
    expect(receiver.connections.length).toBeLessThanOrEqual(2);
  });

  it('checks the name in the URL, not the address behind it', async () => {
    const certificate = makeCertificate({ host: 'hooks.example.com' });
    const receiver = await startTlsReceiver(certificate, (_request, response) => response.end('secret kept'));
    const transport = startTransport({
      certificateAuthorities: [certificate.certificate],
      lookup: () => Promise.resolve(['127.0.0.1']),
    });
    expect(await transport.send(post(`https://hooks.example.com:${receiver.port}/`))).toMatchObject({ body: 'secret kept' });
    expect(await transport.send(post(`https://other.example.com:${receiver.port}/`))).toMatchObject({
      error: 'tls_failed',
      detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
  });

  it.each([
    ['CERT_HAS_EXPIRED', { fromDays: -2, untilDays: -1 }],
    ['CERT_NOT_YET_VALID', { fromDays: 1, untilDays: 2 }],
  ])('fails with %s', async (code, validity) => {
    const answer = await send(makeCertificate(validity));
    expect(answer).toMatchObject({ kind: 'failed', error: 'tls_failed', detail: expect.stringContaining(code) });
  });

  it('fails on a certificate nobody vouches for, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const answer = await send(makeCertificate(), [makeCertificate().certificate]);
    expect(answer).toMatchObject({ error: 'tls_failed' });
  });

  it.each([
    ['plain HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['garbage', Buffer.alloc(4_096, 0xff)],
    ['nothing', ''],
  ])('fails on a receiver that answers the handshake with %s', async (_what, bytes) => {
    const receiver = await startRawReceiver((socket) => socket.end(bytes));
    expect(await startTransport().send(post(`https://${receiver.host}/`))).toMatchObject({ kind: 'failed', error: 'tls_failed' });
  });

  it('fails on a receiver that resets the handshake', async () => {
    const receiver = await startRawReceiver((socket) => socket.resetAndDestroy());
    expect(await startTransport().send(post(`https://${receiver.host}/`))).toMatchObject({ error: 'tls_failed' });
  });

  it('shares one deadline with the lookup before it', async () => {
    const silent = await startRawReceiver(() => {});
    const lookup = () => sleep(1_750, ['127.0.0.1']);
    const answer = await startTransport({ deadlineMilliseconds: 2_000, lookup }).send(
      post(`https://slow.example:${silent.port}/`),
    );
    expect(answer).toMatchObject({ error: 'timeout' });
    expect(answer.latencyMilliseconds).toBeLessThan(3_700);
  });
});

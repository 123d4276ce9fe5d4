import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEgressPolicy } from '../../core/delivery/egress.ts';
import type { HostLookup } from '../../core/delivery/egress.ts';
import { createHttpTransport } from '../../core/delivery/transport-http.ts';
import type { HttpTransport, HttpTransportOptions, TransportRequest } from '../../core/delivery/transport-http.ts';
import { makeCertificate } from './certificate.ts';
import type { TestCertificate } from './certificate.ts';
import { startHttpReceiver, startRawReceiver, startTlsReceiver } from './receiver.ts';
import { forbiddenSpellings } from './ssrf-table.ts';

type Setting = Partial<HttpTransportOptions> & { readonly allow?: readonly string[]; readonly lookup?: HostLookup };

function startTransport({ allow = ['127.0.0.1/32'], lookup = () => Promise.resolve([]), ...options }: Setting = {}): HttpTransport {
  const policy = createEgressPolicy({ allow, lookup });
  const transport = createHttpTransport({ policy, now: () => performance.now(), deadlineMilliseconds: 2_000, ...options });
  onTestFinished(() => transport.close());
  return transport;
}

function post(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: '{}', ...changes };
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

/** Writes `piece` for as long as the socket takes it. */
async function pour(socket: Socket, piece: string | Buffer): Promise<void> {
  while (!socket.destroyed) {
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
  }
}

function dribble(socket: Socket, piece: string, start = ''): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
}

describe('an ordinary receiver', () => {
  it('gets method, path, headers and body as they were built, and is quoted', async () => {
    const seen: unknown[] = [];
    const receiver = await startHttpReceiver(async (request, response) => {
      const chunks = await request.toArray();
      seen.push(request.method, request.url, request.rawHeaders, Buffer.concat(chunks).toString());
      response.writeHead(202, { 'Retry-After': '7' }).end('{"ok":true}');
    });
    const headers = { 'Content-Type': 'application/json', 'X-PC-Event-Type': 'order.created' };
    const answer = await startTransport().send(post(`http://${receiver.host}/hook?a=b`, { headers, body: '{"total":"\u20ac"}' }));

    expect(answer).toMatchObject({ kind: 'answered', status: 202, headers: { retryAfter: '7' }, body: '{"ok":true}', bodyComplete: true });
    expect(answer).not.toHaveProperty('bodyCutBy');
    const transportHeaders = ['host', receiver.host, 'connection', 'keep-alive'];
    const sentHeaders = [...transportHeaders, ...Object.entries(headers).flat(), 'content-length', '15'];
    expect(seen).toEqual(['POST', '/hook?a=b', sentHeaders, '{"total":"\u20ac"}']);
  });

  it('gets bytes as bytes', async () => {
    const bytes = Uint8Array.of(0, 255, 13, 10);
    const receiver = await startHttpReceiver((request, response) => void request.pipe(response));
    const answer = await startTransport().send(post(`http://${receiver.host}/`, { method: 'PUT', body: bytes }));
    expect(answer).toMatchObject({ status: 200, body: '\ufffd\ufffd\r\n' });
  });

  it('is met again over a connection that is still open', async () => {
    const receiver = await startHttpReceiver((_request, response) => response.end('ok'));
    const transport = startTransport();
    for (let count = 0; count < 10; count += 1) await transport.send(post(`http://${receiver.host}/`));
    // Two, not one: the second request may come before undici has put the first connection back.
    expect(receiver.connections.length).toBeLessThanOrEqual(2);
  });

  it('never has more than the agreed number of connections', async () => {
    const receiver = await startHttpReceiver((_request, response) => setTimeout(() => response.end('ok'), 5));
    const transport = startTransport({ connectionsPerOrigin: 3 });
    const answers = await Promise.all(Array.from({ length: 30 }, () => transport.send(post(`http://${receiver.host}/`))));
    expect(answers.map((answer) => answer.kind)).toEqual(Array(30).fill('answered'));
    expect(receiver.connections).toHaveLength(3);
  });

  it.each([204, 301, 302, 307, 308, 400, 410, 429, 500, 599])('status %d is an answer, and nobody is visited because of it', async (status) => {
    const internal = await startHttpReceiver((_request, response) => response.end());
    const receiver = await startHttpReceiver((_request, response) => response.writeHead(status, { Location: `http://${internal.host}/` }).end());
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({ kind: 'answered', status });
    expect(internal.connections).toHaveLength(0);
  });

  it('is reached directly, whatever proxy the environment names', async () => {
    const proxy = await startRawReceiver(() => {});
    const receiver = await startHttpReceiver((_request, response) => response.end('direct'));
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy']) vi.stubEnv(name, `http://${proxy.host}`);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({ body: 'direct' });
    expect(proxy.connections).toHaveLength(0);
  });

  it('latency is never negative, even when the clock is set back', async () => {
    const receiver = await startHttpReceiver((_request, response) => response.end());
    let time = 1_000_000;
    const answer = await startTransport({ now: () => (time -= 5_000) }).send(post(`http://${receiver.host}/`));
    expect(answer.latencyMilliseconds).toBe(0);
  });
});

describe('a response body', () => {
  const answerTo = async (body: string | Buffer) => {
    const receiver = await startHttpReceiver((_request, response) => response.end(body));
    return startTransport().send(post(`http://${receiver.host}/`));
  };

  it('of exactly the limit is complete, one byte more is not', async () => {
    expect(await answerTo('a'.repeat(16_384))).toMatchObject({ body: 'a'.repeat(16_384), bodyComplete: true });
    expect(await answerTo('a'.repeat(16_385))).toMatchObject({ body: 'a'.repeat(16_384), bodyComplete: false, bodyCutBy: 'limit' });
  });

  it('is never cut inside a character', async () => {
    expect(await answerTo(`a${'\u20ac'.repeat(10_000)}`)).toMatchObject({ body: `a${'\u20ac'.repeat(5_461)}` });
  });

  it('comes without NUL, and with a mark where it was not UTF-8', async () => {
    expect(await answerTo(Buffer.from([0x61, 0x00, 0xff, 0x62, 0xe2]))).toMatchObject({ body: 'a\ufffd\ufffdb\ufffd', bodyComplete: true });
  });
});

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
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({ kind: 'failed', error: 'invalid_response' });
    await expect.poll(() => receiver.connections[0]?.destroyed).toBe(true);
    expect(receiver.connections[0]?.bytesWritten).toBeLessThan(16_777_216);
  });

  it('and dribbles its body is cut at the deadline, its status known', async () => {
    const receiver = await startRawReceiver((socket) => {
      dribble(socket, 'a', `${head}Content-Length: 1000\r\n\r\n`);
    });
    const answer = await startTransport({ deadlineMilliseconds: 300 }).send(post(`http://${receiver.host}/`));
    expect(answer).toMatchObject({ kind: 'answered', status: 200, body: expect.stringMatching(/^a+$/), bodyComplete: false, bodyCutBy: 'deadline' });
    expect(answer.latencyMilliseconds).toBeGreaterThanOrEqual(290);
    expect(answer.latencyMilliseconds).toBeLessThan(1_500);
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
    expect(answer.latencyMilliseconds).toBeLessThan(1_500);
    await expect.poll(() => receiver.connections[0]?.destroyed).toBe(true);
  });

  it.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.2\r\n', 'invalid_response'],
    ['100 Continue unasked', 'HTTP/1.1 100 Continue\r\n\r\n', 'invalid_response'],
    ['a change of protocol unasked', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'invalid_response'],
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
    expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({ kind: 'failed', error: 'connection_reset' });
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
    const transport = startTransport({ deadlineMilliseconds: 200, connectionsPerOrigin: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => transport.send(post(`http://${receiver.host}/`))));
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'failed', error: 'timeout' });
      expect(answer.latencyMilliseconds).toBeLessThan(400);
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
    const receiver = await startHttpReceiver((_request, response) => (++requests === 1 ? response.socket?.destroy() : response.end('well again')));
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
    const transport = startTransport({ certificateAuthorities: [certificate.certificate], lookup: () => Promise.resolve(['127.0.0.1']) });
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
    const lookup = () => sleep(350, ['127.0.0.1']);
    const answer = await startTransport({ deadlineMilliseconds: 400, lookup }).send(post(`https://slow.example:${silent.port}/`));
    expect(answer).toMatchObject({ error: 'timeout' });
    expect(answer.latencyMilliseconds).toBeLessThan(700);
  });
});

describe('what never leaves', () => {
  it.each(forbiddenSpellings)('a request to https://%s/', async (host) => {
    const answer = await startTransport({ allow: [] }).send(post(`https://${host}/`));
    expect(answer).toMatchObject({ kind: 'failed', error: expect.stringMatching(/^(egress_refused|invalid_request|dns_failed)$/) });
  });

  it('a request to a name that turned inwards after it was saved', async () => {
    const internal = await startRawReceiver(() => {});
    const answers = [['127.0.0.2'], ['127.0.0.1']];
    const lookup = () => Promise.resolve(answers.shift() ?? ['127.0.0.1']);
    const policy = createEgressPolicy({ allow: ['127.0.0.2/32'], lookup });
    const url = `https://rebind.example:${internal.port}/`;
    expect(await policy.judgeUrl(url)).toBe('allowed');
    expect(await startTransport({ policy }).send(post(url))).toMatchObject({ kind: 'failed', error: 'egress_refused' });
    expect(internal.connections).toHaveLength(0);
  });

  it('a request to a name that does not resolve', async () => {
    expect(await startTransport().send(post('https://hooks.example.com/'))).toMatchObject({ error: 'dns_failed' });
  });

  it.each([
    'ftp://127.0.0.1/',
    'http://user@127.0.0.1/',
    'http://127.0.0.1/#x',
    'http://127.0.0.1/a b',
    'not a URL',
    `http://127.0.0.1/${'a'.repeat(4_096)}`,
  ])('a request whose URL is not plain: %.40s', async (url) => {
    expect(await startTransport().send(post(url))).toMatchObject({ kind: 'failed', error: 'invalid_request' });
  });

  it.each([
    ['X-Note', 'a\r\nX-Injected: 1'],
    ['X-Note', 'a\nb'],
    ['X-Note', 'a\rb'],
    ['X-Note', 'a\0b'],
    ['X-Note', 'a\u007fb'],
    ['X-Note', 'caf\u00e9'],
    ['X-Note', '\u560d\u560a'], // ends in CR and LF once cut to a byte each
    ['X Note', 'blank in its name'],
    ['X-Note:', 'colon in its name'],
    ['', 'no name'],
    ['Host', 'internal.example'],
    ['content-length', '12345'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'upgrade'],
    ['Expect', '100-continue'],
  ])('a request with the header %j: %j', async (name, value) => {
    const receiver = await startHttpReceiver((_request, response) => response.end());
    const answer = await startTransport().send(post(`http://${receiver.host}/`, { headers: { [name]: value } }));
    expect(answer).toMatchObject({ kind: 'failed', error: 'invalid_request' });
    if (answer.kind === 'failed') expect(answer.detail).not.toContain(value);
    expect(receiver.connections).toHaveLength(0);
  });
});

describe('closing', () => {
  it('waits for what is in flight', async () => {
    const receiver = await startHttpReceiver((_request, response) => setTimeout(() => response.end('finished'), 100));
    const transport = startTransport();
    const sending = transport.send(post(`http://${receiver.host}/`));
    await expect.poll(() => receiver.connections.length).toBe(1);
    await transport.close();
    expect(await sending).toMatchObject({ body: 'finished' });
    await expect(transport.send(post(`http://${receiver.host}/`))).rejects.toThrow();
  });
});

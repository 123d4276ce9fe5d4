/** The HTTP transport with receivers that play fair, and with targets that it must never reach. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEgressPolicy } from '../../core/delivery/egress.ts';
import { startHttpReceiver, startRawReceiver } from './receiver.ts';
import { forbiddenSpellings } from './ssrf-table.ts';
import { post, startTransport } from './transport.ts';

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

    expect(answer).toMatchObject({
      kind: 'answered',
      status: 202,
      headers: { retryAfter: '7' },
      body: '{"ok":true}',
      bodyComplete: true,
    });
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

  it.each([204, 301, 302, 307, 308, 400, 410, 429, 500, 599])(
    'status %d is an answer, and nobody is visited because of it',
    async (status) => {
      const internal = await startHttpReceiver((_request, response) => response.end());
      const receiver = await startHttpReceiver((_request, response) =>
        response.writeHead(status, { Location: `http://${internal.host}/` }).end(),
      );
      expect(await startTransport().send(post(`http://${receiver.host}/`))).toMatchObject({ kind: 'answered', status });
      expect(internal.connections).toHaveLength(0);
    },
  );

  it('is reached directly, whatever proxy the environment names', async () => {
    const proxy = await startRawReceiver(() => {});
    const receiver = await startHttpReceiver((_request, response) => response.end('direct'));
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy'])
      vi.stubEnv(name, `http://${proxy.host}`);
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
    expect(await answerTo('a'.repeat(16_385))).toMatchObject({
      body: 'a'.repeat(16_384),
      bodyComplete: false,
      bodyCutBy: 'limit',
    });
  });

  it('is never cut inside a character', async () => {
    expect(await answerTo(`a${'\u20ac'.repeat(10_000)}`)).toMatchObject({ body: `a${'\u20ac'.repeat(5_461)}` });
  });

  it('comes without NUL, and with a mark where it was not UTF-8', async () => {
    expect(await answerTo(Buffer.from([0x61, 0x00, 0xff, 0x62, 0xe2]))).toMatchObject({
      body: 'a\ufffd\ufffdb\ufffd',
      bodyComplete: true,
    });
  });
});

describe('what never leaves', () => {
  it.each(forbiddenSpellings)('a request to https://%s/', async (host) => {
    const answer = await startTransport({ allow: [] }).send(post(`https://${host}/`));
    expect(answer).toMatchObject({
      kind: 'failed',
      error: expect.stringMatching(/^(egress_refused|invalid_request|dns_failed)$/),
    });
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
    await expect(transport.send(post(`http://${receiver.host}/`))).rejects.toThrow(/closed|destroyed/i);
  });
});

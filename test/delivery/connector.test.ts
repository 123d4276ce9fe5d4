import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket, TcpNetConnectOpts } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ConnectionFailure, createConnector } from '../../core/delivery/connector.ts';
import { createEgressPolicy } from '../../core/delivery/egress.ts';
import type { HostLookup } from '../../core/delivery/egress.ts';
import { startHttpReceiver, startRawReceiver } from './receiver.ts';
import { forbiddenAddresses, forbiddenLiterals } from './ssrf-table.ts';

interface Setting {
  readonly allow?: readonly string[];
  readonly lookup?: HostLookup;
  readonly openSocket?: (options: TcpNetConnectOpts) => Socket;
  readonly timeoutMilliseconds?: number;
}

const noSocket = (): Socket => {
  throw new Error('a socket was opened');
};

function open(
  url: string,
  { allow = [], lookup = () => Promise.resolve([]), openSocket, timeoutMilliseconds = 2_000 }: Setting,
): Promise<Socket> {
  const policy = createEgressPolicy({ allow, lookup });
  const connector = createConnector({ policy, timeoutMilliseconds, ...(openSocket && { openSocket }) });
  const { protocol, hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    connector({ protocol, hostname, port }, (error, socket) => (socket ? resolve(socket) : reject(error)));
  });
}

async function reasonOf(opening: Promise<Socket>): Promise<string> {
  const outcome = await opening.catch((error: unknown) => error);
  return outcome instanceof ConnectionFailure ? outcome.reason : String(outcome);
}

describe('before a socket is opened', () => {
  it.each(forbiddenLiterals)('https://%s is refused', async (host) => {
    expect(await reasonOf(open(`https://${host}/`, { openSocket: noSocket }))).toBe('egress_refused');
  });

  it.each(forbiddenAddresses)('a name that now resolves to %s is refused', async (address) => {
    const lookup = () => Promise.resolve([address]);
    expect(await reasonOf(open('https://hooks.example.com/', { lookup, openSocket: noSocket }))).toBe('egress_refused');
  });

  it('http to a public address and a port that is not public are refused', async () => {
    const lookup = () => Promise.resolve(['93.184.215.14']);
    expect(await reasonOf(open('http://hooks.example.com/', { lookup, openSocket: noSocket }))).toBe('egress_refused');
    expect(await reasonOf(open('https://hooks.example.com:25/', { lookup, openSocket: noSocket }))).toBe('egress_refused');
  });

  it('a name that was public when it was saved is refused once it turns inwards', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1']];
    const lookup = () => Promise.resolve(answers.shift() ?? []);
    const policy = createEgressPolicy({ allow: [], lookup });
    expect(await policy.judgeUrl('https://rebind.example/')).toBe('allowed');
    expect(await reasonOf(open('https://rebind.example/', { lookup, openSocket: noSocket }))).toBe('egress_refused');
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('ENOTFOUND'))],
    ['finds nothing', () => Promise.resolve([])],
    ['never answers', () => new Promise<never>(() => {})],
  ] satisfies [string, HostLookup][])('a lookup that %s is dns_failed', async (_what, lookup) => {
    expect(await reasonOf(open('https://hooks.example.com/', { lookup, openSocket: noSocket, timeoutMilliseconds: 50 }))).toBe(
      'dns_failed',
    );
  });
});

describe('while it connects', () => {
  it('uses the addresses it judged, however the name changes between two questions', async () => {
    const receiver = await startHttpReceiver((_request, response) => response.end());
    let questions = 0;
    const lookup = () => Promise.resolve([++questions === 1 ? '127.0.0.1' : '169.254.169.254']);
    const socket = await open(`http://rebind.example:${receiver.port}/`, { allow: ['127.0.0.1/32'], lookup });
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(questions).toBe(1);
    socket.destroy();
  });

  it('hangs up on a peer it did not ask for before a byte leaves', async () => {
    const internal = await startRawReceiver(() => {});
    const detour = () => connect(internal.port, '127.0.0.1');
    const allow = ['127.0.0.2/32'];
    for (const protocol of ['http', 'https']) {
      expect(await reasonOf(open(`${protocol}://127.0.0.2:${internal.port}/`, { allow, openSocket: detour }))).toBe(
        'egress_refused',
      );
    }
    await expect.poll(() => internal.connections.filter((socket) => socket.destroyed).length).toBe(2);
    expect(internal.bytesReceived()).toBe(0);
  });

  it('takes the next address when one does not listen', async () => {
    const receiver = await startHttpReceiver((_request, response) => response.end());
    const lookup = () => Promise.resolve(['::1', '127.0.0.1']);
    const socket = await open(`http://two.example:${receiver.port}/`, { allow: ['127.0.0.1/32', '::1/128'], lookup });
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('a port where nobody listens is connection_refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
    server.close();
    expect(await reasonOf(open(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1/32'] }))).toBe('connection_refused');
  });

  it('a TLS handshake that never comes ends in time', async () => {
    const silent = await startRawReceiver(() => {});
    const opening = open(`https://${silent.host}/`, { allow: ['127.0.0.1/32'], timeoutMilliseconds: 100 });
    expect(await reasonOf(opening)).toBe('timeout');
    await expect.poll(() => silent.connections.every((socket) => socket.destroyed)).toBe(true);
  });
});

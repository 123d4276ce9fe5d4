/** A transport for tests, closed with the test that started it, and receivers that do not play fair. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createEgressPolicy } from '../../core/delivery/egress.ts';
import type { HostLookup } from '../../core/delivery/egress.ts';
import { createHttpTransport } from '../../core/delivery/transport-http.ts';
import type { HttpTransport, HttpTransportOptions, TransportRequest } from '../../core/delivery/transport-http.ts';

type Setting = Partial<HttpTransportOptions> & { readonly allow?: readonly string[]; readonly lookup?: HostLookup };

/** Starts one that may reach this machine and finds no names. */
export function startTransport({
  allow = ['127.0.0.1/32'],
  lookup = () => Promise.resolve([]),
  ...options
}: Setting = {}): HttpTransport {
  const policy = createEgressPolicy({ allow, lookup });
  const transport = createHttpTransport({ policy, now: () => performance.now(), deadlineMilliseconds: 2_000, ...options });
  onTestFinished(() => transport.close());
  return transport;
}

/** A small JSON request. */
export function post(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: '{}', ...changes };
}

/** The beginning of an answer by hand. */
export const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

/** Writes `piece` for as long as the socket takes it. */
export async function pour(socket: Socket, piece: string | Buffer): Promise<void> {
  while (!socket.destroyed) {
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
  }
}

/** Writes a little every 20 ms for as long as the socket lives. */
export function dribble(socket: Socket, piece: string, start = ''): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
}

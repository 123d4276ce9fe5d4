/**
 * Receivers on 127.0.0.1 for the delivery tests, closed when the test that started them ends.
 */
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { onTestFinished } from 'vitest';
import type { TestCertificate } from './certificate.ts';

/** A server that counts what reaches it. */
export interface Receiver {
  readonly port: number;
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  readonly connections: Socket[];
  /** Bytes received over all connections. */
  bytesReceived(): number;
}

/** A well-behaved HTTP server around any handler. */
export function startHttpReceiver(handler: RequestListener): Promise<Receiver> {
  return listen(createHttpServer(handler));
}

/** The same over TLS. */
export function startTlsReceiver({ key, certificate }: TestCertificate, handler: RequestListener): Promise<Receiver> {
  return listen(createTlsServer({ key, cert: certificate }, handler));
}

/** A server that speaks whatever the handler writes, once the request has begun to arrive. */
export function startRawReceiver(handler: (socket: Socket) => void): Promise<Receiver> {
  return listen(createTcpServer((socket) => socket.once('data', () => handler(socket))));
}

function listen(server: Server): Promise<Receiver> {
  const connections: Socket[] = [];
  server.on('connection', (socket) => {
    connections.push(socket);
    socket.on('error', () => {}); // breaking off is what these tests are about
  });
  onTestFinished(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
      const bytesReceived = (): number => connections.reduce((sum, socket) => sum + socket.bytesRead, 0);
      resolve({ port, host: `127.0.0.1:${port}`, connections, bytesReceived });
    });
  });
}

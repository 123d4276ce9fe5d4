/**
 * A proxy in front of PostgreSQL that takes encrypted connections only, as a server does that lies behind a network of
 * others. It notes how each connection began.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

/** `identified` is encrypted, and the client showed a certificate that the server knows. */
export type Beginning = 'plain' | 'encrypted' | 'identified';

/** A running proxy. */
export interface TlsProxy {
  /** The database's URL by way of the proxy, with these parameters. */
  url(parameters: Readonly<Record<string, string>>): string;
  /** A certificate for `localhost` that nobody has signed but itself, and its key: the server's own, and one it takes of clients. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** How each connection began so far. */
  readonly beginnings: readonly Beginning[];
  close(): Promise<void>;
}

/** The first message of a client that wants TLS: its length, and a number that stands for that. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Starts one on 127.0.0.1. Needs openssl. */
export async function startTlsProxy(databaseUrl: string): Promise<TlsProxy> {
  const { port, hostname } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-tls-'));
  const [certificateFile, keyFile] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const wanted = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', ...wanted, '-out', certificateFile, '-keyout', keyFile], { stdio: 'pipe' });
  const [cert, key] = [readFileSync(certificateFile), readFileSync(keyFile)];

  const beginnings: Beginning[] = [];
  const sockets = new Set<Socket>();
  const tlsServer = createTlsServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: false }, (client) => {
    beginnings.push(client.authorized ? 'identified' : 'encrypted');
    const database = connectSocket(Number(port), hostname);
    client.pipe(database).pipe(client);
    for (const socket of [client, database]) {
      socket.on('error', () => undefined); // what a side does, the other one learns when it ends
      socket.on('close', () => void [client.destroy(), database.destroy()]);
    }
  });
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    client.on('close', () => sockets.delete(client));
    client.once('data', (message) => {
      if (!Buffer.isBuffer(message) || !sslRequest.equals(message)) {
        beginnings.push('plain');
        return void client.destroy();
      }
      client.write('S');
      tlsServer.emit('connection', client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxyPort = (server.address() as AddressInfo).port; // a TCP server's address is never a path

  return {
    url(parameters) {
      const url = new URL(databaseUrl);
      url.host = `localhost:${proxyPort}`;
      url.search = new URLSearchParams(parameters).toString();
      return url.href;
    },
    certificateFile,
    keyFile,
    beginnings,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          rmSync(folder, { recursive: true });
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

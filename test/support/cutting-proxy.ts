/**
 * A TCP proxy in front of PostgreSQL that, when told to, breaks a connection between the server's work and its answer: the
 * statement has run, and whoever sent it does not know. It reads nothing of what it carries.
 */
import { type AddressInfo, createServer, connect, type Socket } from 'node:net';
import type { Dice } from './dice.ts';

/** A running proxy. */
export interface CuttingProxy {
  /** The database's URL by way of the proxy. */
  readonly url: string;
  /** Share of statements whose answer is cut off, 0 at first. */
  share: number;
  /** How many were. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1. */
export async function startCuttingProxy(databaseUrl: string, dice: Dice): Promise<CuttingProxy> {
  const { port, hostname } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const proxy = { url: '', share: 0, cuts: 0 };

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    let doomed = false;
    const end = () => {
      client.destroy();
      database.destroy();
    };
    client.on('data', (bytes) => {
      doomed ||= dice.hits(proxy.share);
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (!doomed) return void client.write(bytes);
      proxy.cuts += 1;
      end();
    });
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const way = new URL(databaseUrl);
  way.host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is never a path

  return Object.assign(proxy, {
    url: way.href,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
}

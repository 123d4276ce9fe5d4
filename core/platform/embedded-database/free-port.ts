/** Finds a free loopback port. It never reserves it: whoever binds it next may still fail, and then asks again. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/**
 * A free port below those that systems give to outgoing connections (from 32768 on Linux, 49152 on macOS): while the server
 * is down, a client that keeps dialling such a port can be connected to itself, and then holds it against the server.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedDatabaseError('no free port on 127.0.0.1 between 20000 and 32000 for PostgreSQL: free some');
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
  return promise;
}

/**
 * Gives a pool back the places of connections that died in somebody's hands. Kysely, on which the ORM stands, never
 * releases a connection whose rollback fails, and a dead one cannot roll back: without this a few restarts of the
 * database use up the pool for good.
 */
import type pg from 'pg';

/** Long enough for every holder that does release: their queries fail at once. Releasing twice would be an error of theirs. */
const graceMilliseconds = 1_000;

/** Watches the pool until it is ended. Connections that are alive, or idle, are none of its business. */
export function reclaimLostConnections(pool: pg.Pool): void {
  const held = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!held.has(client)) return;
      setTimeout(() => {
        if (held.has(client)) client.release(true);
      }, graceMilliseconds);
    });
  });
}

/** One statement on a connection of its own: what most tests want from `pg`. It never retries. */
import { Client } from 'pg';

/** Runs one SQL text and returns its rows; rejects when the server refuses, or goes away meanwhile. */
export async function runQuery(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  // A server that is killed, which some tests are about, also breaks idle connections: without a listener that ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

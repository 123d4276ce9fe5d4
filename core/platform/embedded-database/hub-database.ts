/**
 * The hub's database inside the cluster: its URL, and the first connection, which proves that the server is ours.
 * It never creates tables; that is what migrations are for.
 */
import { Client } from 'pg';
import { hubRole } from './cluster.ts';
import { errorCode } from './embedded-database-error.ts';

const databaseName = 'crossdock';
const connectTimeoutMilliseconds = 5_000;

/** The connection string; it contains the password and belongs in no log. */
export function databaseUrl(port: number, password: string, database = databaseName): string {
  return `postgres://${hubRole}:${password}@127.0.0.1:${port}/${database}`;
}

/** Connects once and creates the database if need be; `password_refused` when another cluster, or another password, answers there. */
export async function ensureHubDatabase(port: number, password: string): Promise<'found' | 'created' | 'password_refused'> {
  try {
    await withClient(databaseUrl(port, password), () => Promise.resolve());
    return 'found';
  } catch (error) {
    // 28P01 invalid_password, 3D000 invalid_catalog_name
    if (errorCode(error) === '28P01') return 'password_refused';
    if (errorCode(error) !== '3D000') throw error;
  }
  await withClient(databaseUrl(port, password, 'postgres'), (client) => client.query(`create database ${databaseName}`));
  return 'created';
}

async function withClient(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, ssl: false, connectionTimeoutMillis: connectTimeoutMilliseconds });
  // Without a listener a server that dies in between would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * What everything else stands on: a temporary folder, a durable PostgreSQL in it, a receiver, and a database with tenants
 * of which each part of the benchmark gets its own copy. It leaves nothing behind.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedDatabase } from '../core/platform/embedded-database/embedded-database.ts';
import { startChildProgram, type ChildProgram } from './child-program.ts';
import { type HubProcess, type HubProcessOptions, startHubProcess } from './hub-process.ts';
import type { ReceiverAnswer, ReceiverQuestion } from './receiver.ts';
import { type BenchConnector, makeTenants } from './tenants.ts';

/** Everything that a part of the benchmark may use. */
export interface Stage {
  readonly directory: string;
  /** Of the database with tenants; nothing may be connected to it while a copy is made. */
  readonly databaseUrl: string;
  readonly connectors: readonly BenchConnector[];
  /** Opens what the hubs sealed. */
  readonly masterKey: string;
  readonly receiver: ChildProgram<ReceiverQuestion, ReceiverAnswer>;
  /** Makes a database with the tenants and nothing else; gives its URL. */
  copyDatabase(name: string): Promise<string>;
  startHub(options: Pick<HubProcessOptions, 'databaseUrl' | 'role'>): Promise<HubProcess>;
}

/** Sets the stage, hands it to `play`, and clears it away whatever happens. */
export async function withStage<Result>(
  profileDirectory: string | undefined,
  play: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  await using cleanUp = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'crossdock-bench-'));
  cleanUp.defer(() => rmSync(directory, { recursive: true, force: true }));
  chmodSync(directory, 0o711); // passable for the server's user, when this runs as root

  const database = await startEmbeddedDatabase({ dataDirectory: directory, settings: { fsync: 'on', synchronous_commit: 'on' } });
  cleanUp.defer(() => database.stop());
  const receiver = startChildProgram<ReceiverQuestion, ReceiverAnswer>('receiver.ts');
  cleanUp.defer(() => receiver.stop());
  const { port } = await receiver.ask('listen');

  const secrets = { masterKey: randomBytes(32).toString('base64'), adminToken: randomBytes(24).toString('hex') };
  const hubs: HubProcess[] = [];
  cleanUp.defer(async () => void (await Promise.all(hubs.map((hub) => hub.stop()))));
  const startHub: Stage['startHub'] = async (options) => {
    const hub = await startHubProcess({ ...options, secrets, profileDirectory });
    hubs.push(hub);
    return hub;
  };

  const hub = await startHub({ databaseUrl: database.url, role: 'web' });
  const connectors = await makeTenants(hub.url, secrets.adminToken, `http://127.0.0.1:${port}/orders`);
  await hub.stop();

  return await play({
    // awaited, or the stage would be cleared while it is used
    directory,
    databaseUrl: database.url,
    connectors,
    masterKey: secrets.masterKey,
    receiver,
    startHub,
    async copyDatabase(name) {
      const url = new URL(database.url);
      const template = url.pathname.slice(1);
      url.pathname = '/postgres';
      await runStatement(url.href, `create database ${name} template ${template}`);
      url.pathname = `/${name}`;
      return url.href;
    },
  });
}

/** Runs one statement on a connection of its own, as the database's owner. */
export async function runStatement<Row extends object>(
  databaseUrl: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl, options: '-c search_path=crossdock' });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

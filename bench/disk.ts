/**
 * What an order leaves on the disk: orders are sent under an Idempotency-Key each, and their one event is delivered; then
 * every table has grown by so many bytes. The figures in docs/scaling.md come from here: node bench/disk.ts
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startChildProgram } from './child-program.ts';
import type { LoopResult } from './closed-loop.ts';
import type { HttpLoad } from './http-load.ts';
import { runStatement, type Stage, withStage } from './stage.ts';

const orders = 20_000;
const sliceMilliseconds = 2_000;
const pollMilliseconds = 200;

interface TableSize {
  readonly name: string;
  /** Rows with what is kept out of line, in bytes. */
  readonly rows: number;
  readonly indexes: number;
}

/** A partitioned table counts as one. */
const tableSizes = `
  select coalesce(parent.relname, t.relname) as name, sum(pg_table_size(t.oid))::float8 as rows, sum(pg_indexes_size(t.oid))::float8 as indexes
  from pg_class t left join pg_inherits i on i.inhrelid = t.oid left join pg_class parent on parent.oid = i.inhparent
  where t.relnamespace in ('crossdock'::regnamespace, 'pgboss'::regnamespace) and t.relkind = 'r' group by 1 order by 1`;

/** Where the write-ahead log is, in bytes. */
const logPlace = `select (pg_current_wal_lsn() - '0/0')::float8 as place`;

async function look(databaseUrl: string): Promise<{ readonly tables: readonly TableSize[]; readonly place: number }> {
  await runStatement(databaseUrl, 'vacuum analyze');
  const [log] = await runStatement<{ place: number }>(databaseUrl, logPlace);
  return { tables: await runStatement<TableSize>(databaseUrl, tableSizes), place: log?.place ?? Number.NaN };
}

async function sendOrders(stage: Stage, databaseUrl: string): Promise<number> {
  await using cleanUp = new AsyncDisposableStack();
  await stage.receiver.ask('count');
  const hub = await stage.startHub({ databaseUrl, role: 'all' });
  cleanUp.defer(() => hub.stop());
  const http = startChildProgram<HttpLoad, LoopResult>('http-load.ts');
  cleanUp.defer(() => http.stop());
  const slice = { hubUrl: hub.url, connectors: stage.connectors, milliseconds: sliceMilliseconds };
  let accepted = 0;
  while (accepted < orders) accepted += (await http.ask({ ...slice, connections: 16, idempotencyKeys: true })).accepted;
  const open = `select from deliveries where status in ('pending', 'sending', 'failed') limit 1`;
  while ((await runStatement(databaseUrl, open)).length > 0) await sleep(pollMilliseconds);
  return accepted;
}

await withStage(undefined, async (stage) => {
  const databaseUrl = await stage.copyDatabase('disk');
  const before = await look(databaseUrl);
  const accepted = await sendOrders(stage, databaseUrl);
  const [logAtTheEnd] = await runStatement<{ place: number }>(databaseUrl, logPlace);
  const after = await look(databaseUrl);

  const each = (bytes: number): number => Math.round(bytes / accepted);
  const grown = after.tables.map(({ name, rows, indexes }) => {
    const old = before.tables.find((table) => table.name === name);
    return { name, rows: each(rows - (old?.rows ?? 0)), indexes: each(indexes - (old?.indexes ?? 0)) };
  });
  const total = grown.reduce((sum, { rows, indexes }) => sum + rows + indexes, 0);
  console.log(`bytes an order, of ${accepted} orders with one line and one delivery each; total ${total}`);
  console.table(
    grown
      .filter(({ rows, indexes }) => rows + indexes > 0)
      .toSorted((one, other) => other.rows + other.indexes - one.rows - one.indexes),
  );
  console.log(`write-ahead log: ${each((logAtTheEnd?.place ?? Number.NaN) - before.place)} bytes an order`);
});

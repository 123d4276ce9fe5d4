/**
 * What the figures depend on: the code, the versions, the machine and its disk.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { runStatement, type Stage } from './stage.ts';
import { median } from './statistics.ts';

/** Printed above every table. */
export interface MachineFacts {
  /** Short hash, with "+changes" when the working tree differs; "unknown" outside of a checkout. */
  readonly commit: string;
  readonly node: string;
  readonly postgres: string;
  /** The server's own word on fsync, synchronous_commit and full_page_writes. */
  readonly durability: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGibibytes: number;
  /** The system's load average over the minute before; well above 0.5 means that others had the cores too. */
  readonly loadBefore: number;
  /** Median time to write 8 KiB and see it on the disk where the database is. */
  readonly syncMilliseconds: number;
}

const syncs = 50;
const blockBytes = 8_192;

/** Asks the system, git and the server. */
export async function describeMachine({ databaseUrl, directory }: Stage): Promise<MachineFacts> {
  const [server] = await runStatement<{ version: string; durability: string }>(
    databaseUrl,
    `select current_setting('server_version') as version, string_agg(name || ' ' || setting, ', ' order by name) as durability
     from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  return {
    commit: describeCommit(),
    node: process.version,
    postgres: server?.version ?? 'unknown',
    durability: server?.durability ?? 'unknown',
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
    loadBefore: loadavg()[0] ?? Number.NaN,
    syncMilliseconds: median(timeSyncs(join(directory, 'sync-probe'))),
  };
}

function describeCommit(): string {
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const hash = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') === '' ? hash : `${hash}+changes`;
  } catch {
    return 'unknown'; // an installed package has no history
  }
}

function timeSyncs(file: string): readonly number[] {
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(blockBytes, 1);
  try {
    return Array.from({ length: syncs }, () => {
      const startedAt = performance.now();
      writeSync(descriptor, block);
      fdatasyncSync(descriptor);
      return performance.now() - startedAt;
    });
  } finally {
    closeSync(descriptor);
  }
}

/**
 * `crossdock adapter`: what an author of adapters needs, from an empty folder to a package.
 */
import type { Command } from 'commander';
import { addAdapterBuild } from './adapter-build.ts';
import { addAdapterCheck } from './adapter-check.ts';
import { addAdapterNew } from './adapter-new.ts';
import { addAdapterRecord } from './adapter-record.ts';

/** Adds the group of subcommands. */
export function addAdapter(program: Command): void {
  const adapter = program.command('adapter').description('make, judge, record for and package an adapter');
  addAdapterNew(adapter);
  addAdapterCheck(adapter);
  addAdapterRecord(adapter);
  addAdapterBuild(adapter);
}

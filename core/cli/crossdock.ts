#!/usr/bin/env node
/**
 * The `crossdock` command: one file per subcommand beside this one.
 */
import { Command } from 'commander';
import { addMigrate } from './migrate.ts';
import { addServe } from './serve.ts';

const program = new Command('crossdock').description('A multi-tenant integration hub: storefronts in, signed webhooks out.');
addServe(program);
addMigrate(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`crossdock: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

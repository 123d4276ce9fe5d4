#!/usr/bin/env node
/**
 * The `crossdock` command: one file per subcommand beside this one.
 */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command } from 'commander';
import { addAdapter } from './adapter.ts';
import { addApply } from './apply.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addListen } from './listen.ts';
import { addMasterKey } from './master-key.ts';
import { addMigrate } from './migrate.ts';
import { addSend } from './send.ts';
import { addServe } from './serve.ts';

const program = new Command('crossdock').description('A multi-tenant integration hub: storefronts in, signed webhooks out.');
program.version(ownVersion(), '--version', 'print the version');
addServe(program);
addMigrate(program);
addSend(program);
addListen(program);
addAdapter(program);
addApply(program);
addDemo(program);
addDoctor(program);
addMasterKey(program);

try {
  await program.parseAsync();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`crossdock: ${reason.replaceAll(/\s*\n\s*/g, ' ')}\n`); // one line, whatever a library wrote
  process.exitCode = 1;
}

function ownVersion(): string {
  const description = readFileSync(findPackageJSON(import.meta.url) ?? '', 'utf8');
  return (JSON.parse(description) as { readonly version: string }).version; // our own package.json, in the sources and in what is installed
}

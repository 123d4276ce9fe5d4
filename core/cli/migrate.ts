/**
 * `crossdock migrate`: brings the database at DATABASE_URL to this version's schema, or only says what is missing.
 */
import type { Command } from 'commander';
import { answer, jsonOption, type JsonOption } from './terminal.ts';

/** Adds the subcommand. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('apply what the database at DATABASE_URL is missing')
    .option('--status', 'only say what is missing')
    .option(...jsonOption)
    .action(run);
}

async function run({ status = false, json = false }: JsonOption & { readonly status?: boolean }): Promise<void> {
  const { migrateDatabase } = await import('../main.ts'); // only now: other commands need not wait for all of it
  const names = await migrateDatabase(process.env, !status);
  const word = status ? 'pending' : 'applied';
  const next = status && names.length > 0 ? 'crossdock migrate applies them' : 'crossdock serve';
  answer({ json }, { [word]: names }, `${word}: ${names.length === 0 ? 'nothing' : names.join(', ')}\nNext: ${next}`);
}

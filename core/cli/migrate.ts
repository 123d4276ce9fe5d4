/**
 * `crossdock migrate`: brings the database at DATABASE_URL to this version's schema, or only says what is missing.
 */
import type { Command } from 'commander';
import { migrateDatabase } from '../main.ts';

/** Adds the subcommand. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('apply what the database at DATABASE_URL is missing')
    .option('--status', 'only say what is missing')
    .option('--json', 'answer in JSON')
    .action(run);
}

async function run({ status = false, json = false }: { status?: boolean; json?: boolean }): Promise<void> {
  const names = await migrateDatabase(process.env, !status);
  const word = status ? 'pending' : 'applied';
  process.stdout.write(
    json ? `${JSON.stringify({ [word]: names })}\n` : `${word}: ${names.length === 0 ? 'nothing' : names.join(', ')}\n`,
  );
}

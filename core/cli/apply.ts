/**
 * `crossdock apply`: makes a hub have what a YAML file declares. The whole file is checked before anything is changed, and nothing
 * is ever deleted.
 */
import type { Command } from 'commander';
import type { ApplyOptions } from './apply/run.ts';
import { hubOptions } from './hub-client.ts';

/** Adds the subcommand. */
export function addApply(program: Command): void {
  program
    .command('apply')
    .description(
      'create or change the organisations, stores, connectors, products and webhook endpoints that a YAML file declares; ' +
        'a second run changes nothing, and nothing is ever deleted. The file is checked whole before anything is changed (docs/apply.md)',
    )
    .argument('<file>', 'what the hub should have; its JSON Schema is config/apply.schema.json')
    .option('--dry-run', 'only show what would be created and changed')
    .option(
      '--secrets-to <file>',
      'where keys and signing secrets go that the hub makes, mode 0600, a JSON value a line; "-" prints them (<file>.secrets)',
    )
    .option('--renew-secrets', 'send declared secrets again that the hub has and never shows, and that cannot be compared')
    .option(...hubOptions.hub)
    .option(...hubOptions.token)
    .option(...hubOptions.json)
    .action(async (file: string, options: ApplyOptions) => {
      const { apply } = await import('./apply/run.ts'); // only now: other commands need not wait for all of it
      await apply(file, options);
    });
}

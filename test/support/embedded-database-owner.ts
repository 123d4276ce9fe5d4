/**
 * Stands in for a hub, as a process that tests can kill: starts the embedded database with the options in its argument (JSON),
 * prints the URL, and stays. On SIGINT it still asks the database something, prints the answer, and only then stops it.
 */
import { startEmbeddedDatabase, type EmbeddedDatabaseOptions } from '../../core/platform/embedded-database/embedded-database.ts';
import { runQuery } from './query.ts';

// The test that starts this program wrote the argument.
const options = JSON.parse(process.argv[2] ?? '{}') as EmbeddedDatabaseOptions;
const database = await startEmbeddedDatabase(options);
process.once('SIGINT', () => {
  void runQuery(database.url, "select 'drained' as answer")
    .then(([row]) => process.stdout.write(`${String(row?.['answer'])}\n`))
    .then(() => database.stop())
    .then(() => process.exit(0));
});
process.stdout.write(`${database.url}\n`);
setInterval(() => undefined, 60_000);

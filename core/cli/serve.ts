/**
 * `crossdock serve`: starts the hub, shows its steps, and stops it on SIGTERM or Ctrl-C.
 */
import { type Command, Option } from 'commander';
import { type Role, startHub } from '../main.ts';
import { nextSteps } from './next-steps.ts';

interface ServeOptions {
  readonly role: Role;
  readonly port?: string;
  readonly host?: string;
}

/** SIGTERM must end within 25 seconds, whatever a receiver, the database or a start that is under way does. */
const stopLimitMilliseconds = 22_000;

/** Adds the subcommand. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('start the hub; with no DATABASE_URL on a database of its own')
    .addOption(new Option('--role <role>', 'answer requests, deliver, or both').choices(['all', 'web', 'worker']).default('all'))
    .option('--port <port>', 'where to listen (PORT)')
    .option('--host <host>', 'on which address (HOST)')
    .action(serve);
}

async function serve({ role, port, host }: ServeOptions): Promise<void> {
  const variables = { ...process.env, ...(port && { PORT: port }), ...(host && { HOST: host }) };
  const startedAt = performance.now();
  const say = (line: string) => process.stdout.write(`${line}\n`);

  // Before the first step: a signal during a slow start must end it, not be lost.
  const stopped = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopped.resolve(signal);
      setTimeout(endAtOnce, stopLimitMilliseconds).unref();
    });
  }

  const hub = await startHub({ variables, role, onStep: (step) => say(`crossdock: ${step}`) });
  say(`crossdock: ready in ${Math.round(performance.now() - startedAt)} ms${hub.url === undefined ? '' : ` on ${hub.url}`}`);
  say(nextSteps(hub));

  const signal = await stopped.promise;
  say(`crossdock: ${signal}, stopping`);
  await hub.stop();
  say('crossdock: stopped');
  process.exit(0); // idle keep-alive sockets of receivers must not hold the process
}

function endAtOnce(): void {
  process.stderr.write('crossdock: stopping took too long; what was in flight will be resumed at the next start\n');
  process.exit(0);
}

/**
 * `crossdock serve`: starts the hub, shows its steps, and stops it on SIGTERM or Ctrl-C.
 */
import { type Command, Option } from 'commander';
import type { Role } from '../main.ts';
import { forgetSecrets } from '../platform/secret-variables.ts';
import { nextSteps } from './next-steps.ts';
import { answer, jsonOption, type JsonOption, say } from './terminal.ts';
import { watchAndServe } from './watch.ts';

interface ServeOptions extends JsonOption {
  readonly watch?: boolean;
  readonly role: Role;
  readonly port?: string;
  readonly host?: string;
  readonly reusePort?: boolean;
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
    .option('--reuse-port', 'share the port with other processes that are started so (CROSSDOCK_REUSE_PORT)')
    .option('--watch', 'for authors of adapters: start again when plugins.yaml or an adapter registered by path changes')
    .option(...jsonOption)
    .action((options: ServeOptions) =>
      options.watch ? watchAndServe(argumentsOf(options), sayUnlessJson(options)) : serve(options),
    );
}

/** The same command again, without --watch. */
function argumentsOf({ role, port, host, reusePort, json }: ServeOptions): readonly string[] {
  const places = [...(port ? ['--port', port] : []), ...(host ? ['--host', host] : []), ...(reusePort ? ['--reuse-port'] : [])];
  return ['--role', role, ...places, ...(json ? ['--json'] : [])];
}

function sayUnlessJson({ json = false }: JsonOption): (line: string) => void {
  return json ? () => undefined : say;
}

async function serve({ role, port, host, reusePort, json = false }: ServeOptions): Promise<void> {
  const variables = {
    ...process.env,
    ...(port && { PORT: port }),
    ...(host && { HOST: host }),
    ...(reusePort && { CROSSDOCK_REUSE_PORT: 'true' }),
  };
  const startedAt = performance.now();
  const sayStep = (step: string) => answer({ json }, { step }, `crossdock: ${step}`);

  // Before the first step: a signal during a slow start must end it, not be lost.
  const stopped = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopped.resolve(signal);
      setTimeout(endAtOnce, stopLimitMilliseconds).unref();
    });
  }

  const { startHub } = await import('../main.ts'); // only now: other commands need not wait for all of it
  const hub = await startHub({ variables, role, onStep: sayStep });
  forgetSecrets(process.env);
  const milliseconds = Math.round(performance.now() - startedAt);
  const ready = `crossdock: ready in ${milliseconds} ms${hub.url === undefined ? '' : ` on ${hub.url}`}`;
  const { url = null, adminToken = null, isEmpty } = hub;
  answer({ json }, { ready: true, url, milliseconds, admin_token: adminToken, is_empty: isEmpty }, `${ready}\n${nextSteps(hub)}`);

  const signal = await stopped.promise;
  sayStep(`${signal}, stopping`);
  await hub.stop();
  sayStep('stopped');
  process.exit(0); // idle keep-alive sockets of receivers must not hold the process
}

function endAtOnce(): void {
  process.stderr.write('crossdock: stopping took too long; what was in flight will be resumed at the next start\n');
  process.exit(0);
}

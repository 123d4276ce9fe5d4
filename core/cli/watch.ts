/**
 * `crossdock serve --watch`: a hub for those who write adapters. It runs the hub as a process of its own and starts it again
 * whenever plugins.yaml or an adapter that is registered by path changes. It is no way to run a hub for anybody else.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findPluginsFile, readPluginsFile } from '../registry/plugins-file.ts';

/** Editors save in several steps; what comes together is one change. */
const settleMilliseconds = 200;
/** What no hub loads. */
const uninteresting = /(^|[\\/])(node_modules|dist|fixtures|\.git|\.crossdock)([\\/]|$)|\.(md|test\.ts)$/;

/** Serves until SIGTERM or SIGINT; `serveArguments` are those of `crossdock serve` without `--watch`. */
export async function watchAndServe(serveArguments: readonly string[], say: (line: string) => void): Promise<void> {
  const pluginsFile = resolve(findPluginsFile(process.env['CROSSDOCK_PLUGINS'] || undefined));
  const entries = await readPluginsFile(pluginsFile);
  const folders = entries.flatMap((entry) => ('path' in entry ? [resolve(dirname(pluginsFile), entry.path)] : []));
  const isStopping = new AbortController();
  let hub = start(serveArguments);

  let restarting: Promise<void> | undefined;
  const restart = async (changed: string): Promise<void> => {
    await new Promise((settled) => setTimeout(settled, settleMilliseconds));
    say(`crossdock: ${changed} changed, starting again`);
    restarting = undefined; // what changes from here on is for the next start
    await end(hub);
    if (!isStopping.signal.aborted) hub = start(serveArguments);
  };
  for (const place of [pluginsFile, ...folders]) {
    watch(place, { recursive: place !== pluginsFile, signal: isStopping.signal }, (_event, file) => {
      if (file === null || !uninteresting.test(file)) restarting ??= restart(file ?? place);
    });
  }
  say(`crossdock: watching ${[pluginsFile, ...folders].join(', ')}`);

  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  isStopping.abort();
  await end(hub);
}

function start(serveArguments: readonly string[]): ChildProcess {
  const [, program = ''] = process.argv;
  return spawn(process.execPath, [...process.execArgv, program, 'serve', ...serveArguments], { stdio: 'inherit' });
}

/** Stops a hub as its operator would, and waits for its end. */
async function end(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null || hub.signalCode !== null) return;
  const ended = once(hub, 'exit');
  hub.kill('SIGTERM');
  await ended;
}

/**
 * `crossdock serve --watch`: a hub for those who write adapters. It runs the hub as a process of its own and starts it again
 * whenever plugins.yaml or an adapter that is registered by path changes. It is no way to run a hub for anybody else.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPluginsFile, readPluginsFile } from '../registry/plugins-file.ts';

/** Editors save in several steps; what comes together is one change. */
const settleMilliseconds = 200;
/** What no hub loads. */
const uninteresting = /(^|[\\/])(node_modules|dist|fixtures|\.git|\.crossdock)([\\/]|$)|\.(md|tgz|test\.ts)$/;

/** Serves until SIGTERM or SIGINT; `serveArguments` are those of `crossdock serve` without `--watch`. */
export async function watchAndServe(serveArguments: readonly string[], say: (line: string) => void): Promise<void> {
  const pluginsFile = resolve(findPluginsFile(process.env['CROSSDOCK_PLUGINS'] || undefined));
  const isStopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => isStopping.abort());

  while (!isStopping.signal.aborted) {
    const folders = await adapterFolders(pluginsFile);
    const changed = firstChange(pluginsFile, folders, isStopping.signal);
    const hub = start(serveArguments);
    say(`crossdock: watching ${[pluginsFile, ...folders].join(', ')}`);
    const name = await changed;
    if (name !== undefined) {
      say(`crossdock: ${name} changed, starting again`);
      await sleep(settleMilliseconds);
    }
    await end(hub);
  }
}

/** The folders that plugins.yaml names by path; none while it cannot be understood, which the hub itself reports. */
async function adapterFolders(pluginsFile: string): Promise<readonly string[]> {
  const entries = await readPluginsFile(pluginsFile).catch(() => []);
  const folders = entries.flatMap((entry) => ('path' in entry ? [resolve(dirname(pluginsFile), entry.path)] : []));
  return folders.filter((folder) => existsSync(folder));
}

/** The name of the first file that changes; undefined once `stop` is given. */
async function firstChange(pluginsFile: string, folders: readonly string[], stop: AbortSignal): Promise<string | undefined> {
  const found = Promise.withResolvers<string | undefined>();
  stop.addEventListener('abort', () => found.resolve(undefined), { once: true });
  // The folder and not the file: editors put a new file in the place of the old one.
  const watchers = [
    watch(dirname(pluginsFile), (_event, file) => {
      if (file === basename(pluginsFile)) found.resolve(file);
    }),
    ...folders.map((folder) =>
      watch(folder, { recursive: true }, (_event, file) => {
        if (file !== null && !uninteresting.test(file)) found.resolve(file);
      }),
    ),
  ];
  try {
    return await found.promise;
  } finally {
    for (const watcher of watchers) watcher.close();
  }
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

/**
 * The `crossdock` command as its user has it: a process of its own, in a folder of the test's. Nothing of it outlives the test.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { eventually } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';

/** How a command ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of its output that are JSON, read. */
  readonly json: readonly AnyJson[];
}

/** A command that goes on. */
export interface RunningCommand {
  readonly stdout: () => string;
  /** Resolves with the match once the output has it. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<CommandResult>;
}

/** How it is run. */
export interface CommandOptions {
  /** The working folder; a fresh one when absent. */
  readonly folder?: string;
  /** Added to PATH and HOME, which is all that it gets of the test's environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..', '..');
const node = join(root, 'node_modules/.bin/node');
const program = join(root, 'core/cli/crossdock.ts');

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossdock-cli-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `crossdock` with these arguments to its end. */
export async function crossdock(commandArguments: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return start(commandArguments, options).ended;
}

/** Starts one that goes on until it is told to stop. */
export function startCrossdock(commandArguments: readonly string[], options: CommandOptions = {}): RunningCommand {
  const { child, output, ended } = start(commandArguments, options);
  return {
    stdout: output,
    waitFor: (pattern) => eventually(() => pattern.exec(output()) ?? undefined, 30_000),
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function start(commandArguments: readonly string[], { folder = emptyFolder(), variables = {} }: CommandOptions) {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(node, [program, ...commandArguments], {
    cwd: folder,
    env: { PATH, HOME, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // leads a group, so that what it started can be ended with it
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => (texts.stdout += piece));
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => (texts.stderr += piece));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, ...texts, json: jsonLines(texts.stdout) }));
  onTestFinished(async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended;
  });
  return { child, ended, output: () => texts.stdout };
}

function jsonLines(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as unknown] : []));
}

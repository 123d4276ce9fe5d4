/**
 * Runs the shell commands of a document in bash, in the folder where its reader would stand. Nothing that they start
 * outlives the test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { repository } from './markdown.ts';

/**
 * The lines that a script prints; it ends at the first command that fails, and then this rejects with all of them. Of the
 * test's environment it has only PATH and HOME, and `variables` beside them.
 */
export async function runShell(script: string, variables: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-shell-'));
  const file = join(folder, 'commands.sh');
  writeFileSync(file, script);
  const { PATH = '', HOME = '' } = process.env;
  const shell = spawn('bash', ['-e', '-o', 'pipefail', file], {
    cwd: repository,
    env: { PATH, HOME, ...variables },
    detached: true, // leads a group, so that what it leaves in the background can be ended with it
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  const closed = once(shell, 'close'); // comes when nobody holds its output any more, background processes included
  let isOver = false;
  onTestFinished(() => {
    if (!isOver && shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });
  await closed;
  isOver = true;
  if (shell.exitCode !== 0) throw new Error(`the commands failed:\n${output}`);
  return output.trimEnd().split('\n');
}

/** Replaces each text everywhere. Throws when one is not there, since then the test would not be about the document. */
export function replaceEach(script: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((text, [written, real]) => {
    if (!text.includes(written)) throw new Error(`the commands do not mention ${written}`);
    return text.replaceAll(written, real);
  }, script);
}

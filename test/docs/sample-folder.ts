/**
 * The files that a page tells its reader to save, in a folder of their own, and the programs that run there. Nothing of
 * it outlives the test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { codeBlocks, readDocument, repository } from './markdown.ts';

/** A program that goes on running. */
export interface RunningProgram {
  /** What it has written so far. */
  output(): string;
}

/** A folder with files by their names; packages of this repository can be imported from them. */
export function newSampleFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-samples-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The blocks of a page that follow a line which ends with their file's name in code and a colon. */
export function namedFiles(markdown: string): Record<string, string> {
  const files = [...markdown.matchAll(/`([\w-]+\.\w+)`:\n\n```\w+\n(.*?)^```$/gms)];
  return Object.fromEntries(files.map(([, name = '', code = '']) => [name, code]));
}

/** The first sample in a language of a page. Throws when there is none. */
export function sampleIn(page: string, language: string): string {
  const block = codeBlocks(readDocument(page)).find((candidate) => candidate.language === language);
  if (block === undefined) throw new Error(`${page} has no sample in ${language}`);
  return block.code;
}

/** Starts a program in the folder, with PATH and HOME and these variables; it is killed when the test ends. */
export function startProgram(
  folder: string,
  [program, ...programArguments]: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>>,
): RunningProgram {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...variables };
  const child = spawn(program, programArguments, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  const closed = once(child, 'close');
  onTestFinished(async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    await closed;
  });
  return { output: () => output };
}

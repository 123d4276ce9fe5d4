/**
 * Runs an adapter in a process of its own under Node's permission model: no environment, no files but its own folder and
 * the code it is made of, no network, no other processes. It ends it by a signal, which nothing in it can refuse.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartGuest } from './guest-handle.ts';
import { findLinkOut, readableFor } from './readable-code.ts';

const program = join(import.meta.dirname, `guest-process${extname(import.meta.filename)}`);
const maximumLineLength = 8 * 1024 * 1024;
const pageBytes = 4_096;
/** What an idle Node takes beside its heap. */
const baseBytes = 96 * 1024 * 1024;

/** Starts guests in processes with this much memory. A start throws when a link in the adapter's folder leads out of it. */
export function inPermittedProcess(memoryMegabytes: number): StartGuest {
  return (assignment, { onMessage, onPrint, onEnd }) => {
    const module = fileURLToPath(assignment.module);
    const link = findLinkOut(module);
    if (link !== undefined)
      throw new Error(`${link} is a link that leads out of what the adapter may read: put the files themselves there`);
    const flags = [
      '--permission',
      ...readableFor(module).map((path) => `--allow-fs-read=${path}`),
      `--max-old-space-size=${memoryMegabytes}`,
      '--disable-proto=delete',
      '--no-experimental-sqlite', // which opens files by itself, past the permissions
      '--no-warnings',
    ];
    const child = spawn(process.execPath, [...flags, program], {
      env: {},
      cwd: '/',
      stdio: 'pipe',
      detached: true, // a Ctrl-C at the terminal is for the hub, which still needs its adapters while it drains
    });
    // What keeps the hub alive is its server, not its adapters.
    for (const part of [child, child.stdin, child.stdout, child.stderr]) if ('unref' in part) (part as { unref(): void }).unref();
    let ended = false;
    const endWith = (reason: 'memory' | 'exited') => {
      if (ended) return;
      ended = true;
      child.kill('SIGKILL');
      onEnd(reason);
    };
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > maximumLineLength) endWith('exited');
      for (const line of lines) if (!ended) onMessage(line);
    });
    child.stderr.setEncoding('utf8').on('data', onPrint);
    child.stdin.on('error', () => endWith('exited'));
    child.on('error', () => endWith('exited'));
    // V8 ends a process whose heap is full by SIGABRT, or by the exit code that a shell gives for it.
    child.on('exit', (code, signal) =>
      endWith(signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134 ? 'memory' : 'exited'),
    );
    child.stdin.write(`${JSON.stringify(assignment)}\n`);
    return {
      send: (text) => void child.stdin.write(`${text}\n`),
      isOverMemory: () => Promise.resolve(residentBytes(child.pid) > baseBytes + 2 * memoryMegabytes * 1024 * 1024),
      end() {
        ended = true;
        child.kill('SIGKILL');
        return Promise.resolve();
      },
    };
  };
}

/** What the process holds; 0 where the system does not tell, which is everywhere but on Linux. */
function residentBytes(pid: number | undefined): number {
  try {
    const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(resident) * pageBytes;
  } catch {
    return 0;
  }
}

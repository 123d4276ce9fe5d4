/**
 * PostgreSQL's log: one file, bounded, and its last lines for error messages.
 * It never reads through a pipe: a server that outlives its hub must be able to go on writing.
 */
import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const largestLogBytes = 4 * 1024 * 1024;

/** Opens the log for appending, readable by the hub's user only; the caller closes the descriptor. */
export function openLog(file: string): number {
  return openSync(file, 'a', 0o600);
}

/** The log's size, 0 when there is none. */
export function logSizeBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Keeps a log that has grown large as `<file>.1` and empties it; the server, which appends, writes on in the same file. */
export function rotateLog(file: string): void {
  if (logSizeBytes(file) <= largestLogBytes) return;
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // A full disk is the last reason to let the log grow.
  }
  truncateSync(file);
}

/** What was written after `fromByte`: the last lines, without their times, or '' when nothing was. */
export function logTail(file: string, fromByte: number): string {
  const sizeBytes = logSizeBytes(file);
  const start = Math.max(Math.min(fromByte, sizeBytes), sizeBytes - 4096);
  const text = Buffer.alloc(sizeBytes - start);
  if (text.length === 0) return '';
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, text, 0, text.length, start);
  } finally {
    closeSync(descriptor);
  }
  const lines = text.toString('utf8').trim().split('\n').slice(-8);
  return lines.map((line) => line.replace(/^\S+ \S+ UTC \[\d+\] /, '')).join('\n');
}

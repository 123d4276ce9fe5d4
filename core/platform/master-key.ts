/**
 * The master key that encrypts secrets, kept in the data folder when the environment gives none. While it is being replaced
 * its successor lies beside it, and whoever reads one reads both: no moment has a secret that only a lost key opens.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chown, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RandomBytes } from '../domain/ports.ts';

const keyBytes = 32;
const fileName = 'master-key';
const successorName = 'master-key.next';

/** The keys of a data folder, the one that is to seal first; generated with mode 0600 at the first start. Throws when a file is damaged. */
export async function masterKeysOf(dataDirectory: string, randomBytes: RandomBytes): Promise<readonly Buffer[]> {
  await mkdir(dataDirectory, { recursive: true });
  await makeOnce(join(dataDirectory, fileName), randomBytes);
  return readStoredMasterKeys(dataDirectory);
}

/** The same, of what is there now: none where none was made yet. Throws when a file is damaged or cannot be read. */
export function readStoredMasterKeys(dataDirectory: string): readonly Buffer[] {
  return [successorName, fileName].flatMap((name) => {
    const file = join(dataDirectory, name);
    const text = readIfThere(file);
    return text === undefined ? [] : [decode(file, text)];
  });
}

/** Makes the successor of the present key, or finds the one that an unfinished replacement made. Throws where there is no key yet. */
export async function makeSuccessor(dataDirectory: string, randomBytes: RandomBytes): Promise<void> {
  const { uid, gid } = statSync(join(dataDirectory, fileName));
  const successor = join(dataDirectory, successorName);
  await makeOnce(successor, randomBytes);
  if (process.getuid?.() === 0) await chown(successor, uid, gid); // made by root for a hub that is somebody else
}

/** Puts the successor in the place of the present key, for good. Only when nothing is sealed under that any more. */
export async function promoteSuccessor(dataDirectory: string): Promise<void> {
  await rename(join(dataDirectory, successorName), join(dataDirectory, fileName));
  await flushFolder(dataDirectory);
}

/** True while a replacement of the key was begun and not finished. */
export function hasSuccessor(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, successorName));
}

/** Asking first would miss that a successor may take its place in between. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function decode(file: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length === keyBytes) return key;
  throw new Error(`${file} is damaged: restore it from a back-up, or signing secrets cannot be read`);
}

/** Writes a key into a file that does not exist yet, whole and down to the disk, or not at all. */
async function makeOnce(file: string, randomBytes: RandomBytes): Promise<void> {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(Buffer.from(randomBytes(keyBytes)).toString('base64'));
    await handle.sync();
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await handle.close();
    await rm(draft);
  }
  await flushFolder(dirname(file));
}

/** A name that was given a moment ago is on the disk only once its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

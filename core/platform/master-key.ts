/**
 * The key that encrypts signing secrets, kept in the data folder when the environment gives none.
 */
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RandomBytes } from '../domain/ports.ts';

const keyBytes = 32;
const fileName = 'master-key';

/** The key of a data folder, generated with mode 0600 at the first start. Throws when its file is damaged. */
export async function masterKeyOf(dataDirectory: string, randomBytes: RandomBytes): Promise<Buffer> {
  const file = join(dataDirectory, fileName);
  await mkdir(dataDirectory, { recursive: true });
  await makeOnce(file, Buffer.from(randomBytes(keyBytes)).toString('base64'));
  return decode(file, await readFile(file, 'utf8'));
}

/** The key of a data folder, or undefined where none was made yet. Throws when its file is damaged or cannot be read. */
export function readStoredMasterKey(dataDirectory: string): Buffer | undefined {
  const file = join(dataDirectory, fileName);
  return existsSync(file) ? decode(file, readFileSync(file, 'utf8')) : undefined;
}

function decode(file: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length === keyBytes) return key;
  throw new Error(`${file} is damaged: restore it from a back-up, or signing secrets cannot be read`);
}

/** Writes a file that does not exist yet, whole or not at all: a start that is killed leaves no half a key. */
async function makeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
}

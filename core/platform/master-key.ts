/**
 * The key that encrypts signing secrets, kept in the data folder when the environment gives none.
 */
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RandomBytes } from '../domain/ports.ts';

const keyBytes = 32;

/** The key of a data folder, generated with mode 0600 at the first start. Throws when its file is damaged. */
export async function masterKeyOf(dataDirectory: string, randomBytes: RandomBytes): Promise<Buffer> {
  const file = join(dataDirectory, 'master-key');
  await mkdir(dataDirectory, { recursive: true });
  await makeOnce(file, Buffer.from(randomBytes(keyBytes)).toString('base64'));
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64');
  if (key.length !== keyBytes) {
    throw new Error(`${file} is damaged: restore it from a back-up, or signing secrets cannot be read`);
  }
  return key;
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

/**
 * The key that encrypts signing secrets, kept in the data folder when the environment gives none.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RandomBytes } from '../domain/ports.ts';

const keyBytes = 32;

/** The key of a data folder, generated with mode 0600 at the first start. Throws when its file is damaged. */
export async function masterKeyOf(dataDirectory: string, randomBytes: RandomBytes): Promise<Buffer> {
  const file = join(dataDirectory, 'master-key');
  await mkdir(dataDirectory, { recursive: true });
  try {
    await writeFile(file, Buffer.from(randomBytes(keyBytes)).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64');
  if (key.length !== keyBytes) {
    throw new Error(`${file} is damaged: restore it from a back-up, or signing secrets cannot be read`);
  }
  return key;
}

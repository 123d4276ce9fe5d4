/**
 * A hub for one demonstration: in this process, on a free port, with a database and keys in a folder that is gone afterwards.
 * It takes nothing of the operator's own hub: neither database nor keys nor token.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubAccess } from '../hub-client.ts';

/** A running hub and the way to be rid of it. */
export interface ThrowAwayHub extends HubAccess {
  /** Stops it and removes all that it wrote. */
  remove(): Promise<void>;
}

/** Starts one. Rejects with a sentence when it cannot, and leaves nothing behind. */
export async function startThrowAwayHub(onStep: (step: string) => void): Promise<ThrowAwayHub> {
  const folder = mkdtempSync(join(tmpdir(), 'crossdock-demo-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { startHub } = await import('../../main.ts'); // only now: --help need not wait for all of it
    const token = randomBytes(24).toString('base64url');
    const variables = {
      CROSSDOCK_DATA_DIR: join(folder, 'data'),
      CROSSDOCK_ADMIN_TOKEN: token,
      CROSSDOCK_PLUGINS: process.env['CROSSDOCK_PLUGINS'],
      CROSSDOCK_OUTBOUND_ALLOW: '127.0.0.0/8', // the receiver of the demonstration
      CROSSDOCK_LOG_LEVEL: 'fatal',
      HOST: '127.0.0.1',
      PORT: '0',
    };
    const { url = '', stop } = await startHub({ variables, role: 'all', onStep });
    return {
      hub: url,
      token,
      async remove() {
        await stop();
        removeFolder();
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/**
 * The hub under measurement: a process of its own, started by its own command, with nothing of this process's settings.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How to start it. */
export interface HubProcessOptions {
  readonly databaseUrl: string;
  readonly role: 'web' | 'worker' | 'all';
  readonly secrets: HubSecrets;
  /** Folder for a V8 CPU profile. */
  readonly profileDirectory?: string | undefined;
}

/** The same for every hub of a run, so that each can open what another sealed. */
export interface HubSecrets {
  readonly masterKey: string;
  readonly adminToken: string;
}

/** A hub that is ready. */
export interface HubProcess {
  /** Empty for a worker. */
  readonly url: string;
  stop(): Promise<void>;
}

const repository = new URL('..', import.meta.url).pathname;

/** Starts it and waits until it is ready; rejects with what it said when it ends before. */
export async function startHubProcess({ databaseUrl, role, secrets, profileDirectory }: HubProcessOptions): Promise<HubProcess> {
  const profiling = profileDirectory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`];
  const child = spawn(process.execPath, [...profiling, 'core/cli/crossdock.ts', 'serve', '--role', role], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      CROSSDOCK_MASTER_KEY: secrets.masterKey,
      CROSSDOCK_ADMIN_TOKEN: secrets.adminToken,
      CROSSDOCK_LOG_LEVEL: 'warn',
      CROSSDOCK_OUTBOUND_ALLOW: '127.0.0.0/8',
      PORT: '0',
    },
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const ready = /ready in \d+ ms(?: on (\S+))?/.exec(said);
      if (ready) resolve(ready[1] ?? '');
    });
    void ended.then(() => reject(new Error(`the hub ended before it was ready:\n${said}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

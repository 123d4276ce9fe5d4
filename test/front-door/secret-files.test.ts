/** The hub's own secrets in its environment: what is left of them once it has started, and how to have none there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually, hubClient } from '../support/hub.ts';
import { newDataDirectory, type SpawnedHub, spawnHub } from '../support/spawned-hub.ts';

const token = 'token-environment-canary';
const masterKey = Buffer.alloc(32, 5).toString('base64');

/** Has the hub tell, on a signal, which of these secrets its environment holds now. */
function watched(dataDirectory: string): Record<string, string> {
  const module = join(dataDirectory, 'watch.mjs');
  writeFileSync(
    module,
    `process.on('SIGUSR2', () => {
       const values = Object.values(process.env);
       console.log('left: ' + ${JSON.stringify([token, masterKey])}.filter((secret) => values.includes(secret)).length);
     });`,
  );
  return { NODE_OPTIONS: `--import=${module}` };
}

async function secretsLeft(hub: SpawnedHub): Promise<string> {
  hub.signal('SIGUSR2');
  return eventually(() => /^left: (\d)$/m.exec(hub.output())?.[1]);
}

const startEnvironment = ({ pid }: SpawnedHub): string =>
  existsSync(`/proc/${pid}/environ`) ? readFileSync(`/proc/${pid}/environ`, 'utf8') : '';

it('a secret in a variable is gone from the environment after the start, and stays where Linux shows what a process began with', async () => {
  const dataDirectory = newDataDirectory();
  const secrets = { CROSSDOCK_ADMIN_TOKEN: token, CROSSDOCK_MASTER_KEY: masterKey };
  const hub = spawnHub({ dataDirectory, variables: { ...secrets, ...watched(dataDirectory) } });
  const client = hubClient((await hub.ready).url, token);
  expect((await client.admin('GET', '/orgs')).status).toBe(200);
  expect(await secretsLeft(hub)).toBe('0');
  if (process.platform === 'linux') expect(startEnvironment(hub)).toContain(token);
});

it('a secret in a file is in neither', async () => {
  const dataDirectory = newDataDirectory();
  const [tokenFile, keyFile] = ['token', 'key'].map((name) => join(dataDirectory, name)) as [string, string]; // two in, two out
  writeFileSync(tokenFile, `${token}\n`);
  writeFileSync(keyFile, `${masterKey}\n`);
  const files = { CROSSDOCK_ADMIN_TOKEN_FILE: tokenFile, CROSSDOCK_MASTER_KEY_FILE: keyFile };
  const hub = spawnHub({ dataDirectory, variables: { ...files, ...watched(dataDirectory) } });
  const client = hubClient((await hub.ready).url, token);
  expect((await client.admin('GET', '/orgs')).status).toBe(200);
  expect(await secretsLeft(hub)).toBe('0');
  expect(startEnvironment(hub)).not.toMatch(new RegExp(`${token}|${masterKey.slice(0, 20)}`));
});

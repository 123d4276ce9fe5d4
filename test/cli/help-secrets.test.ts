/** What stands in the environment is used, and never shown by --help. */
import { expect, test } from 'vitest';
import { crossdock } from './command.ts';

const variables = {
  CROSSDOCK_CONNECTOR_KEY: 'pck_int_environment-canary',
  CROSSDOCK_SIGNING_SECRET: 'secret-environment-canary',
  CROSSDOCK_ADMIN_TOKEN: 'token-environment-canary',
  CROSSDOCK_MASTER_KEY: 'master-environment-canary',
  DATABASE_URL: 'postgres://hub:password-environment-canary@127.0.0.1/hub',
};

test.each([
  'serve',
  'migrate',
  'send',
  'listen',
  'doctor',
  'master-key rotate',
  'adapter new',
  'adapter check',
  'adapter record',
  'adapter build',
])('crossdock %s --help shows no value of the environment', async (words) => {
  const { code, stdout } = await crossdock([...words.split(' '), '--help'], { variables });
  expect([code, stdout]).toEqual([0, expect.not.stringContaining('environment-canary')]);
});

test.each(['send', 'listen'])('crossdock %s --help names the variable', async (command) => {
  expect((await crossdock([command, '--help'], { variables })).stdout).toContain('CROSSDOCK_SIGNING_SECRET');
});

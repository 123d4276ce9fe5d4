/** A sender whose clock is off: the log says by how much, and after a few refusals an alert does. */
import { expect, test } from 'vitest';
import { eventually, pcSignature, startTestHub, type TestHub } from '../support/hub.ts';
import { pluginFolder } from '../support/plugin-folder.ts';
import type { AnyJson } from '../support/json.ts';

const body = '{}';
const behindSeconds = 412;
const then = () => Math.floor(Date.now() / 1_000) - behindSeconds;

interface Sender {
  readonly format: string;
  readonly path: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Headers of a request that its sender takes for signed now. */
  sign(secret: string): Readonly<Record<string, string>>;
}

const senders: readonly Sender[] = [
  {
    format: 'peptideclients',
    path: '/integrations/v1/orders',
    sign: (secret) => ({ 'pc-signature': pcSignature(secret, body, then()) }),
  },
  {
    format: 'website',
    path: '/webhooks/website/orders/created',
    sign: () => ({ 'x-cw-timestamp': String(then()), 'x-cw-signature': `v1=${'f'.repeat(64)}` }),
  },
  {
    format: 'fulfilment',
    path: '/webhook/orders',
    settings: { config: { auth: { type: 'hmac', header: 'X-Acme', encoding: 'hex', timestamp_header: 'X-Acme-Time' } } },
    sign: () => ({ 'x-acme-time': String(then()), 'x-acme': 'f'.repeat(64) }),
  },
];

async function expectFound(hub: TestHub, { format, path, settings = {}, sign }: Sender): Promise<void> {
  const tenant = await hub.tenant({ websiteUrl: 'https://shop.example.com' });
  const { id, key, secret } = await hub.connector(tenant, format, settings);
  for (let count = 0; count < 3; count++) {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...sign(secret) };
    expect((await hub.call('POST', path, { body, headers })).status).toBeGreaterThanOrEqual(400);
  }
  const rows = await eventually(async () => {
    const found: AnyJson[] = (await hub.admin('GET', `/connectors/${id}/requests`)).json.rows;
    return found.length === 3 ? found : undefined;
  });
  for (const row of rows) {
    const { error_code, clock_skew_seconds } = (await hub.admin('GET', `/requests/${row.id}`)).json;
    expect([error_code, Math.abs(clock_skew_seconds + behindSeconds) <= 2]).toEqual(['signature_expired', true]);
  }
  const [alert, ...more] = (await hub.admin('GET', `/orgs/${tenant.organisationId}/alerts`)).json.rows;
  expect([alert, more]).toEqual([expect.objectContaining({ code: 'sender_clock_skew', connector_id: id, count: 3 }), []]);
  expect(alert.title).toMatch(/ is 41\d seconds behind$/);
}

test.each(senders)('of $format', async (sender) => {
  await expectFound(await startTestHub(), sender);
});

test.each(['worker', 'process'])('of a format that runs in a %s of its own', async (level) => {
  const [sender] = senders;
  const hub = await startTestHub({ CROSSDOCK_PLUGINS: await pluginFolder({}, [`peptideclients\n    isolation: ${level}`]) });
  await expectFound(hub, sender ?? expect.fail('there is no sender'));
});

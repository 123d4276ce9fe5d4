/** A database that is up and refuses: read-only, as after a failover, or without a connection to spare. */
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../../core/main.ts';
import { ownedDatabase } from '../support/database.ts';
import { eventually, hubClient, hubVariables } from '../support/hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

interface Refusal {
  readonly what: string;
  readonly reason: string;
  readonly refuse: (names: { readonly name: string; readonly owner: string }) => string;
  readonly relent: (names: { readonly name: string; readonly owner: string }) => string;
}

test.each<Refusal>([
  {
    what: 'is read-only',
    reason: 'the database is read-only',
    refuse: ({ name }) => `alter database ${name} set default_transaction_read_only = on`,
    relent: ({ name }) => `alter database ${name} reset default_transaction_read_only`,
  },
  {
    what: 'takes no more connections',
    reason: 'the database cannot be reached',
    refuse: ({ owner }) => `alter role ${owner} connection limit 0`,
    relent: ({ owner }) => `alter role ${owner} connection limit -1`,
  },
])('a hub whose database $what says 503 and when to come back, stays up, and recovers by itself', async (refusal) => {
  const database = await ownedDatabase();
  const endSessions = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`;
  const variables: Record<string, string> = { ...hubVariables(database.url), PORT: '0', CROSSDOCK_DRAIN_SECONDS: '0' };
  const hub = await startHub({ variables, role: 'all', onStep: () => {} });
  onTestFinished(() => hub.stop());
  const client = hubClient(hub.url ?? '', variables['CROSSDOCK_ADMIN_TOKEN'] ?? '');
  const tenant = await client.tenant();
  const { key } = await client.connector(tenant, 'peptideclients');
  const receiver = await startWebhookReceiver(answering(200));
  await client.endpoint(tenant, receiver.url);
  const placeOrder = () =>
    client.call('POST', '/integrations/v1/orders', {
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'once' },
      body: { external_id: '1001', lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] },
    });

  await database.administer(refusal.refuse(database));
  await database.administer(endSessions);
  const refused = await eventually(async () => {
    const answer = await placeOrder();
    return answer.status === 503 ? answer : undefined;
  });
  expect([refused.json.error, refused.headers.get('retry-after')]).toEqual(['unavailable', '2']);
  expect((await client.call('GET', '/healthz')).status).toBe(200);
  const ready = await client.call('GET', '/readyz');
  expect([ready.status, ready.json.detail]).toEqual([503, refusal.reason]);

  await database.administer(refusal.relent(database));
  await database.administer(endSessions);
  const placed = await eventually(async () => {
    const answer = await placeOrder();
    return answer.status === 201 ? answer : undefined;
  });
  expect((await client.call('GET', '/readyz')).status).toBe(200);
  const { body } = await eventually(() => receiver.received[0]);
  expect(JSON.parse(body).data.order.id).toBe(placed.json.id);
});

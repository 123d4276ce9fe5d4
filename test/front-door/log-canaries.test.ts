/**
 * What a hub writes to its output while people, cards, keys and secrets pass through every field of its requests: all of
 * it at the most talkative level, and none of them.
 */
import { expect, it } from 'vitest';
import { type Answer, eventually, hubClient, pcSignature, wooSignature } from '../support/hub.ts';
import { newDataDirectory, spawnHub, terminate } from '../support/spawned-hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const token = 'canary-admin-token';
/** The same words in every field, with what a terminal or a line reader would act on. */
const person = {
  name: 'Canaria Birdsong',
  email: 'canaria.birdsong@example.com',
  phone: '+44 7700 900123',
  street: '12 Canary Wharf Perch',
  card: '4242 4242 4242 4242',
  hostile: 'canary\r\n{"level":60,"msg":"forged"}\u001b[31m',
};
const canaries = [/canar(?!y-admin|ies)/i, /birdsong/i, /7700 ?900123/, /4242 ?4242/, /forged/, /\[31m/];

const order = (externalId: string, more: object = {}): string =>
  JSON.stringify({
    external_id: externalId,
    notes: `${person.hostile} ${person.card} ${person.street}`,
    client: { name: person.name, email: person.email, phone: person.phone },
    lines: [{ description: person.hostile, quantity: 1, unit_price_cents: 100 }],
    ...more,
  });

it('holds no person, no card, no key and no secret, and one line for one thing', async () => {
  const variables = {
    CROSSDOCK_ADMIN_TOKEN: token,
    CROSSDOCK_LOG_LEVEL: 'trace',
    CROSSDOCK_METRICS_TOKEN: 'canary-metrics-token',
    CROSSDOCK_RETRY_SCHEDULE: '50ms',
  };
  const hub = spawnHub({ dataDirectory: newDataDirectory(), variables });
  const { url } = await hub.ready;
  const { call, admin, tenant: newTenant, connector, endpoint } = hubClient(url, token);
  const tenant = await newTenant({ websiteUrl: 'https://canaria-birdsong.example.com' });
  const orders = await connector(tenant, 'peptideclients', { name: person.name, require_signature: true });
  const woo = await connector(tenant, 'woocommerce', { name: person.name });
  const receiver = await startWebhookReceiver((response, webhook) =>
    answering(receiver.received.length === 1 ? 500 : 200, { 'x-said': person.email })(response, webhook),
  );
  const target = await endpoint(tenant, `${receiver.url}/${person.email}`, { headers: { 'x-customer': person.email } });

  const answers: Answer[] = [];
  const send = async (method: string, path: string, headers: Record<string, string>, body?: string): Promise<void> => {
    const query = `?email=${encodeURIComponent(person.email)}&name=Canaria`;
    const disguised = { 'user-agent': person.email, 'x-buyer': person.name, referer: `https://x.example/?${person.email}` };
    answers.push(
      await call(method, path + query, { headers: { ...disguised, ...headers }, ...(body !== undefined && { body }) }),
    );
  };
  const bearer = { authorization: `Bearer ${orders.key}`, 'idempotency-key': person.email };
  const signed = (body: string) => ({
    ...bearer,
    'pc-signature': pcSignature(orders.secret, body),
    'idempotency-key': body.slice(0, 40),
  });
  for (const body of [
    order('canary-1'),
    order(person.email),
    order('canary-2', { currency: person.name }),
    order('canary-3', { lines: person.email }),
    `{"external_id": "${person.email}", ${person.name}`,
  ]) {
    await send('POST', '/integrations/v1/orders', signed(body), body);
    await send('POST', '/integrations/v1/orders', { ...bearer, 'pc-signature': `t=1,v1=${person.email}` }, body);
    await send('POST', '/integrations/v1/orders', { authorization: `Bearer ${person.email}` }, body);
    const wooHeaders = { 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-source': 'https://canaria-birdsong.example.com/' };
    await send(
      'POST',
      `/integrations/v1/webhook/woocommerce/${woo.id}`,
      { ...wooHeaders, 'x-wc-webhook-signature': wooSignature(woo.secret, body) },
      body,
    );
    await send('POST', '/integrations/v1/webhook/woocommerce', { ...wooHeaders, 'x-wc-webhook-signature': 'canary' }, body);
    await send('POST', '/admin/v1/orgs', { authorization: `Bearer ${person.email}` }, body);
    await send('POST', '/admin/v1/orgs', { authorization: `Bearer ${token}` }, body);
    await send('POST', '/admin/v1/session', {}, JSON.stringify({ email: person.email, password: 'canary-password' }));
  }
  await send('GET', `/integrations/v1/orders/by-external/${person.email}`, bearer);
  await send('GET', `/${person.email}`, bearer);
  await send('DELETE', '/v1/orders', { authorization: `Bearer ${tenant.readKey}` });
  await send('GET', '/v1/orders', { authorization: `Bearer ${tenant.readKey}` });
  await send('GET', '/metrics', { authorization: `Bearer ${person.email}` });
  await send('GET', `/%ff${person.email}`, {});
  await eventually(() => receiver.received[1], 15_000);

  expect(new Set(answers.map(({ status }) => Math.floor(status / 100)))).toEqual(new Set([2, 4]));
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect((await admin('GET', `/webhook-endpoints/${target.id}/deliveries`)).json.rows.length).toBeGreaterThan(0);
  const { output } = await terminate(hub);

  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  const entries = lines.map((line) => JSON.parse(line));
  for (const { headers } of answers) {
    expect(entries.filter(({ requestId, msg }) => msg === 'request' && requestId === headers.get('x-request-id'))).toHaveLength(
      1,
    );
  }
  for (const canary of canaries) expect(output).not.toMatch(canary);
  expect(output).not.toContain('\u001b');
  for (const secret of [
    orders.key,
    orders.secret,
    woo.secret,
    tenant.readKey,
    target.secret,
    token,
    variables.CROSSDOCK_METRICS_TOKEN,
  ]) {
    expect(output).not.toContain(secret);
  }
}, 90_000);

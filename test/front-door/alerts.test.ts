/** Alerts as people and programs are told of them: once when something goes wrong, once when it is over, and not in between. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startHub } from '../../core/main.ts';
import { describeReadApi } from '../../core/read-api/openapi.ts';
import { eventually, hubVariables, startTestHub, type TestTenant } from '../support/hub.ts';
import { openMailbox } from '../support/mailbox.ts';
import { strictJudge } from '../support/published-schemas.ts';
import { answering, startWebhookReceiver, verifiesAsTheSampleDoes, type WebhookReceiver } from '../support/webhook-receiver.ts';

/** Looks ten times a second, so that an alert has ended when nobody has seen it for one. */
const variables = { CROSSDOCK_ALERT_INTERVAL: '100ms', CROSSDOCK_PUBLIC_URL: 'https://hub.example.com' };
const mailbox = await openMailbox();
afterAll(() => mailbox.close());
const hub = await startTestHub({ ...variables, CROSSDOCK_SMTP_URL: mailbox.url });
const judge = strictJudge(describeReadApi('https://hub.example'));
const types = ['alert.raised', 'alert.ended'];

/** An organisation with a shop whose receiver is gone, and a receiver that hears of alerts. */
async function newScene() {
  const tenant = await hub.tenant();
  const { key } = await hub.connector(tenant, 'peptideclients');
  const gone = await startWebhookReceiver(answering(410));
  const goneEndpoint = await hub.endpoint(tenant, gone.url, { event_types: ['order.created', ...types] });
  const receiver = await startWebhookReceiver();
  const endpoint = await hub.endpoint(tenant, receiver.url, { event_types: types });
  const order = () => {
    const body = { external_id: randomUUID(), lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1999 }] };
    return hub.call('POST', '/integrations/v1/orders', { body, headers: { authorization: `Bearer ${key}` } });
  };
  return { tenant, key, gone, goneEndpoint, receiver, endpoint, order };
}

const told = ({ received }: WebhookReceiver) => received.map(({ type, body }) => ({ type, alert: JSON.parse(body).data.alert }));

/** Waits until the hub has looked `count` times more and found the alert each time. */
async function looksAgain(tenant: TestTenant, count: number): Promise<void> {
  const sql = `select seen_at::text as seen from alerts where org_id = '${tenant.organisationId}' and ended_at is null`;
  const seen = new Set<string>();
  await eventually(async () => {
    for (const row of await hub.query<{ seen: string }>(sql)) seen.add(row.seen);
    return seen.size > count ? true : undefined;
  });
}

/** Has the address agree to be mailed. */
async function confirm(address: string): Promise<void> {
  const mail = await eventually(() => mailbox.mails.find(({ recipients }) => recipients.includes(address)));
  const path = /https:\/\/hub\.example\.com(\S+)/.exec(mail.text)?.[1] ?? '';
  expect((await hub.call('GET', path)).status).toBe(200);
}

describe('an alert', () => {
  it('is told once when it comes, not again while it lasts, and once when it is over', async () => {
    const { tenant, gone, goneEndpoint, receiver, endpoint, order } = await newScene();
    await order();
    await eventually(() => receiver.received[0]);
    await looksAgain(tenant, 5);
    expect(told(receiver)).toEqual([
      {
        type: 'alert.raised',
        alert: {
          id: expect.any(String),
          status: 'raised',
          code: 'endpoint_disabled',
          severity: 'error',
          title: `The webhook endpoint at ${new URL(gone.url).host} was disabled`,
          detail: expect.stringContaining('Mend the receiver'),
          store_id: null,
          connector_id: null,
          endpoint_id: goneEndpoint.id,
          count: null,
          link: `https://hub.example.com/console/orgs/${tenant.organisationId}/webhooks/endpoints/${goneEndpoint.id}`,
          since: expect.any(String),
          raised_at: expect.any(String),
          ended_at: null,
        },
      },
    ]);
    gone.answer = answering(200);
    await hub.admin('PATCH', `/webhook-endpoints/${goneEndpoint.id}`, { enabled: true });
    await eventually(() => receiver.received[1]);
    const [raised, ended] = told(receiver);
    const over = { ...raised?.alert, status: 'ended', ended_at: expect.any(String) };
    expect(ended).toEqual({ type: 'alert.ended', alert: over });

    const arrived = async () =>
      (await hub.admin('GET', `/webhook-endpoints/${endpoint.id}/deliveries?status=succeeded`)).json.rows.length;
    await eventually(async () => ((await arrived()) === 2 ? true : undefined));
    for (const [index, webhook] of receiver.received.entries()) {
      expect(verifiesAsTheSampleDoes(endpoint.secret, webhook)).toBe(true);
      expect(judge(index === 0 ? 'AlertRaisedEvent' : 'AlertEndedEvent', JSON.parse(webhook.body))).toEqual([]);
      expect(JSON.parse(webhook.body)).toMatchObject({ org_id: tenant.organisationId, sequence: index + 1 });
    }
    expect(gone.received.map(({ type }) => type).filter((type) => type === 'alert.raised')).toEqual([]); // it was disabled
  });

  it('is mailed to whoever the organisation names, once they have agreed', async () => {
    const { tenant, goneEndpoint, order } = await newScene();
    const [address, silent] = [`ops-${randomUUID()}@example.com`, `silent-${randomUUID()}@example.com`];
    const path = `/orgs/${tenant.organisationId}/alert-recipients`;
    const { json } = await hub.admin('PUT', path, { emails: [address, silent] });
    expect(json).toEqual({
      emails: [address, silent],
      recipients: [address, silent].map((target) => ({
        endpoint_id: expect.any(String),
        transport: 'email',
        target,
        confirmed_at: null,
        enabled: true,
      })),
    });
    await confirm(address);
    await order();
    const mailsTo = (target: string) => mailbox.mails.filter(({ recipients }) => recipients.includes(target));
    const mail = await eventually(() => mailsTo(address)[1]);
    expect(mail.subject).toMatch(/^\[Crossdock\] Error: The webhook endpoint at 127\.0\.0\.1:\d+ was disabled$/);
    expect(mail.text).toContain(
      `https://hub.example.com/console/orgs/${tenant.organisationId}/webhooks/endpoints/${goneEndpoint.id}`,
    );
    expect(mail.text).toContain('Mend the receiver');
    await hub.admin('DELETE', `/webhook-endpoints/${goneEndpoint.id}`);
    expect((await eventually(() => mailsTo(address)[2])).subject).toMatch(/^\[Crossdock\] Over: /);
    expect(mailsTo(silent).map(({ subject }) => subject)).toEqual(['Confirm this address to receive store alerts']);

    const known = (await hub.admin('GET', path)).json.recipients;
    expect(known[0].confirmed_at).toEqual(expect.any(String));
    const shown = (await hub.admin('GET', `/webhook-endpoints/${known[0].endpoint_id}/deliveries`)).json.rows;
    expect(shown.map((row: { event_type: string }) => row.event_type)).toEqual([
      'alert.ended',
      'alert.raised',
      'recipient.added',
    ]);
  });
});

describe('two hubs on one database', () => {
  it('tell of an alert once', async () => {
    const second = await startHub({
      variables: { ...hubVariables(hub.databaseUrl), ...variables, CROSSDOCK_SMTP_URL: mailbox.url },
      role: 'worker',
      onStep: () => {},
    });
    onTestFinished(() => second.stop());
    const { tenant, goneEndpoint, receiver, order } = await newScene();
    await order();
    await looksAgain(tenant, 10);
    await hub.admin('DELETE', `/webhook-endpoints/${goneEndpoint.id}`);
    await eventually(() => receiver.received[1]);
    const events = await hub.query(
      `select type from events where org_id = '${tenant.organisationId}' and object_type = 'alert' order by id`,
    );
    expect(events).toEqual([{ type: 'alert.raised' }, { type: 'alert.ended' }]);
    expect(told(receiver).map(({ type }) => type)).toEqual(['alert.raised', 'alert.ended']);
  });
});

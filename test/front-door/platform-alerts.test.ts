/** The platform's own alerts, told to whom the environment names; and who may be named for an organisation's. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Hub, startHub } from '../../core/main.ts';
import { eventually, hubVariables, startTestHub, type TestHub } from '../support/hub.ts';
import { type Mailbox, startMailbox } from '../support/mailbox.ts';
import { startWebhookReceiver, verifiesAsTheSampleDoes } from '../support/webhook-receiver.ts';

const secret = 'a-secret-of-thirty-characters-';
const platform = '00000000-0000-0000-0000-000000000000';

/** The partition of a day that the hub has made ahead of time is gone. Nobody makes it again for an hour, once the hub has started. */
async function losePartition(hub: TestHub): Promise<void> {
  const [row] = await hub.query<{ name: string }>(
    "select to_char(now() at time zone 'UTC' + interval '2 days', 'YYYYMMDD') as name",
  );
  await hub.query(`drop table if exists crossdock.request_log_${row?.name}`);
}

const mailsTo = ({ mails }: Mailbox, address: string) => mails.filter(({ recipients }) => recipients.includes(address));

describe('the platform', () => {
  it('is told of its own alerts by the e-mail and the webhook that its environment names', async () => {
    const mailbox = await startMailbox();
    const receiver = await startWebhookReceiver();
    const hub = await startTestHub({
      CROSSDOCK_ALERT_INTERVAL: '100ms',
      CROSSDOCK_PUBLIC_URL: 'https://hub.example.com',
      CROSSDOCK_SMTP_URL: mailbox.url,
      CROSSDOCK_ALERT_EMAILS: 'Ops@example.com, night@example.com',
      CROSSDOCK_ALERT_WEBHOOK_URL: receiver.url,
      CROSSDOCK_ALERT_WEBHOOK_SECRET: secret,
    });
    const webhook = await eventually(async () => {
      await losePartition(hub);
      return receiver.received[0];
    });
    expect(verifiesAsTheSampleDoes(secret, webhook)).toBe(true);
    expect(JSON.parse(webhook.body)).toMatchObject({
      type: 'alert.raised',
      org_id: platform,
      store_id: null,
      data: { alert: { code: 'partitions_missing', status: 'raised', link: 'https://hub.example.com/console/organisations' } },
    });
    for (const address of ['Ops@example.com', 'night@example.com']) {
      const mail = await eventually(() => mailsTo(mailbox, address)[0]);
      expect(mail.subject).toBe('[Crossdock] Error: The database is not being looked after');
    }
    expect((await hub.admin('GET', '/alerts')).json.rows).toMatchObject([{ org_id: null, code: 'partitions_missing' }]);

    await hub.query('select crossdock.maintain_partitions(30)');
    await eventually(() => receiver.received[1]);
    expect(receiver.received.map(({ type }) => type)).toEqual(['alert.raised', 'alert.ended']);
    const over = await eventually(() => mailsTo(mailbox, 'night@example.com')[1]);
    expect(over.subject).toBe('[Crossdock] Over: The database is not being looked after');

    const { json } = await hub.admin('GET', '/alert-recipients');
    expect(json.emails).toEqual(['Ops@example.com', 'night@example.com']);
    const webhookEndpoint = json.recipients.find(({ transport }: { transport: string }) => transport === 'http');
    const path = `/webhook-endpoints/${webhookEndpoint.endpoint_id}/deliveries?status=succeeded`;
    await eventually(async () => ((await hub.admin('GET', path)).json.rows.length === 2 ? true : undefined));
    const change = hub.admin('PATCH', `/webhook-endpoints/${webhookEndpoint.endpoint_id}`, { url: 'https://a.example/' });
    await expect(change).rejects.toThrow('immutable');
  });

  it('follows its environment at each start', async () => {
    const hub = await startTestHub({ CROSSDOCK_ALERT_EMAILS: 'ops@example.com,old@example.com' });
    const recipients = async () => (await hub.admin('GET', '/alert-recipients')).json.recipients;
    const before = await recipients();
    const restart = async (variables: Record<string, string>): Promise<Hub> => {
      const worker = await startHub({
        variables: { ...hubVariables(hub.databaseUrl), ...variables },
        role: 'worker',
        onStep: () => {},
      });
      await worker.stop();
      return worker;
    };
    const webhook = { CROSSDOCK_ALERT_WEBHOOK_URL: 'https://a.example/', CROSSDOCK_ALERT_WEBHOOK_SECRET: secret };
    await restart({ CROSSDOCK_ALERT_EMAILS: 'OPS@example.com,new@example.com', ...webhook });
    const after = await recipients();
    expect(after.map(({ target }: { target: string }) => target)).toEqual([
      'ops@example.com',
      'new@example.com',
      'https://a.example/',
    ]);
    expect(after[0]).toEqual(before[0]);
    const secretOf = async () =>
      (
        await hub.query(
          `select sealed_secret, secret_changed_at from crossdock.webhook_endpoints where url = 'https://a.example/'`,
        )
      )[0];
    const sealed = await secretOf();
    await restart(webhook);
    expect(await secretOf()).toEqual(sealed);
    await restart({ ...webhook, CROSSDOCK_ALERT_WEBHOOK_SECRET: `${secret}b` });
    expect(await secretOf()).not.toEqual(sealed);
    expect((await recipients())[0]).toEqual(after[2]);
    await restart({});
    expect(await recipients()).toEqual([]);
  });
});

describe('the recipients of an organisation', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  const newPath = async () => `/orgs/${(await hub.tenant()).organisationId}/alert-recipients`;
  const put = (path: string, emails: unknown, token = 'test-admin-token') =>
    hub.call('PUT', `/admin/v1${path}`, { body: { emails }, headers: { authorization: `Bearer ${token}` } });

  it('are replaced as a whole, whatever the letter case', async () => {
    const path = await newPath();
    expect((await hub.admin('GET', path)).json).toEqual({ emails: [], recipients: [] });
    const first = (await put(path, ['ann@example.com', 'bob@example.com'])).json;
    expect(first.emails).toEqual(['ann@example.com', 'bob@example.com']);
    const second = (await put(path, ['BOB@example.com', "o'ne?il{1}@example.com"])).json;
    expect(second.emails).toEqual(['bob@example.com', "o'ne?il{1}@example.com"]);
    expect(second.recipients[0]).toEqual(first.recipients[1]);
    expect((await put(path, [])).json.emails).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['no address', ['ann'], 'emails.0'],
    ['two in one', ['ann@example.com', 'b@example.com,c@example.com'], 'emails.1'],
    ['a line break', ['ann@example.com\r\nBcc: x@example.com'], 'emails.0'],
    ['the same twice', ['ann@example.com', 'Ann@example.com'], 'emails.1'],
    ['more than twenty', Array.from({ length: 21 }, (_, index) => `a${index}@example.com`), 'emails'],
    ['no list', 'ann@example.com', 'emails'],
  ])('are refused with %s, and nothing changes', async (_what, emails, path) => {
    const recipients = await newPath();
    const { status, json } = await put(recipients, emails);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
    expect((await hub.admin('GET', recipients)).json.emails).toEqual([]);
  });

  it('are not a way to mail many who never asked', async () => {
    const path = await newPath();
    const twenty = (name: string) => Array.from({ length: 20 }, (_one, index) => `${name}${index}@example.com`);
    for (const name of ['a', 'b', 'c']) expect((await put(path, twenty(name))).status).toBe(200);
    const { status, json, headers } = await put(path, ['one-more@example.com']);
    expect([status, json.error, Number(headers.get('retry-after')) > 800]).toEqual([429, 'rate_limited', true]);
    expect((await put(path, twenty('c').slice(0, 5))).json.emails).toHaveLength(5); // nobody new
    expect((await put(await newPath(), ['one-more@example.com'])).status).toBe(200); // another organisation
  });

  it('are set by an admin, and seen by members', async () => {
    const path = await newPath();
    const tokenOf = async (role: string) =>
      (await hub.admin('POST', path.replace('alert-recipients', 'tokens'), { name: role, role })).json.token;
    const [admin, member] = [await tokenOf('org_admin'), await tokenOf('org_member')];
    expect((await put(path, ['ann@example.com'], member)).status).toBe(403);
    expect((await put(path, ['ann@example.com'], admin)).status).toBe(200);
    const seen = await hub.call('GET', `/admin/v1${path}`, { headers: { authorization: `Bearer ${member}` } });
    expect(seen.json.emails).toEqual(['ann@example.com']);
  });

  it('can be stopped like any endpoint, not turned into another one, and are enabled by being named again', async () => {
    const path = await newPath();
    const [{ endpoint_id: id }] = (await put(path, ['ann@example.com'])).json.recipients;
    await hub.admin('PATCH', `/webhook-endpoints/${id}`, { enabled: false });
    expect((await hub.admin('GET', path)).json.recipients).toMatchObject([{ enabled: false }]);
    for (const change of [{ url: 'https://a.example/' }, { event_types: ['order.created'] }])
      await expect(hub.admin('PATCH', `/webhook-endpoints/${id}`, change)).rejects.toThrow('immutable');
    expect((await put(path, ['ann@example.com'])).json.recipients).toMatchObject([{ endpoint_id: id, enabled: true }]);
  });

  it('are of one organisation, even where two name the same address', async () => {
    const [one, other] = [await newPath(), await newPath()];
    await put(one, ['ann@example.com']);
    expect((await hub.admin('GET', other)).json.emails).toEqual([]);
    await put(other, ['ann@example.com']);
    await put(one, []);
    expect((await hub.admin('GET', other)).json.emails).toEqual(['ann@example.com']);
  });
});

it('a test of a recipient is mailed to nobody who has not agreed', async () => {
  const mailbox = await startMailbox();
  const hub = await startTestHub({ CROSSDOCK_SMTP_URL: mailbox.url, CROSSDOCK_PUBLIC_URL: 'https://hub.example.com' });
  onTestFinished(() => hub.stop());
  const address = `ann-${randomUUID()}@example.com`;
  const path = `/orgs/${(await hub.tenant()).organisationId}/alert-recipients`;
  const [{ endpoint_id: id }] = (await hub.admin('PUT', path, { emails: [address] })).json.recipients;
  const link = await eventually(() => mailsTo(mailbox, address)[0]);
  const tested = (await hub.admin('POST', `/webhook-endpoints/${id}/test`)).json.delivery_id;
  const attempts = async () => (await hub.admin('GET', `/deliveries/${tested}`)).json.attempts;
  await eventually(async () => ((await attempts()).length > 0 ? true : undefined));
  expect((await attempts())[0].error).toBe('recipient_not_confirmed');
  await hub.call('GET', /https:\/\/hub\.example\.com(\S+)/.exec(link.text)?.[1] ?? '');
  expect((await eventually(() => mailsTo(mailbox, address)[1])).subject).toBe('[Crossdock] Test');
});

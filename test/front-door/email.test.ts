/** E-mail webhooks from the outside: a real mail server says who got what, and the owner of an address decides. */
import { afterAll, describe, expect, it } from 'vitest';
import { eventually, startTestHub, type TestTenant } from '../support/hub.ts';
import { openMailbox, type ReceivedMail } from '../support/mailbox.ts';
import { newProgram, type StoreepProgram } from '../support/storeep-program.ts';

/** Addresses that the mail server refuses for now. */
const refused = new Set<string>();
const mailbox = await openMailbox({
  onRcptTo: ({ address }, _session, callback) =>
    callback(refused.has(address) ? Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }) : null),
});
afterAll(() => mailbox.close());
const hub = await startTestHub({
  CROSSDOCK_SMTP_URL: mailbox.url,
  CROSSDOCK_MAIL_FROM: 'Hub <hub@sender.example>',
  CROSSDOCK_PUBLIC_URL: 'https://hub.example.com',
  CROSSDOCK_RETRY_SCHEDULE: '2s',
});

const mailsTo = (address: string): readonly ReceivedMail[] =>
  mailbox.mails.filter(({ recipients }) => recipients.includes(address));

/** The path of the link in a mail. */
function linkIn(mail: ReceivedMail | undefined): string {
  const [, path = ''] = /^https:\/\/hub\.example\.com(\/email-confirmations\/\w+)$/m.exec(mail?.text ?? '') ?? [];
  expect(path).not.toBe('');
  return path;
}

const firstMailTo = (address: string): Promise<ReceivedMail> => eventually(() => mailsTo(address)[0]);

const mailWebhook = (address: string): object => ({ type: 'e-mail', url_or_email: address });

/** Places an order in the store of `program`. */
async function placeOrder({ organisationId, storeId, readKey }: TestTenant, externalId: string): Promise<void> {
  const { key } = await hub.connector({ organisationId, storeId, readKey }, 'peptideclients');
  const answer = await hub.call('POST', '/integrations/v1/orders', {
    headers: { authorization: `Bearer ${key}` },
    body: { external_id: externalId, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] },
  });
  expect(answer.status).toBe(201);
}

/** The newest attempt of an organisation's only delivery of this type, once there is one and what follows from it is settled. */
function attemptOf({ tenant }: StoreepProgram, eventType: string) {
  return eventually(async () => {
    const rows = await hub.query<{ id: string }>(
      `select id from deliveries where org_id = '${tenant.organisationId}' and event_type = '${eventType}'`,
    );
    expect(rows.length).toBeLessThanOrEqual(1);
    const [row] = rows;
    const delivery = row && (await hub.admin('GET', `/deliveries/${row.id}`)).json;
    return delivery?.attempts.length > 0 && delivery.status !== 'pending'
      ? { ...delivery.attempts.at(-1), status: delivery.status }
      : undefined;
  });
}

async function questionsIn({ organisationId }: TestTenant): Promise<readonly string[]> {
  const rows = await hub.query<{ status: string }>(
    `select status from deliveries where org_id = '${organisationId}' and event_type = 'recipient.added' order by id`,
  );
  return rows.map(({ status }) => status);
}

describe('an address', () => {
  it('gets one link and nothing else until that was followed, then what it was subscribed to', async () => {
    const program = await newProgram(hub);
    await program.create(mailWebhook('ann@example.com'));
    const question = await firstMailTo('ann@example.com');
    expect(question).toMatchObject({ from: 'hub@sender.example', recipients: ['ann@example.com'] });

    await placeOrder(program.tenant, 'tea-1');
    const attempt = await attemptOf(program, 'order.created');
    expect(attempt).toMatchObject({ error: 'recipient_not_confirmed', status_code: null });
    expect(mailsTo('ann@example.com')).toHaveLength(1);

    expect((await hub.call('GET', linkIn(question))).status).toBe(200);
    const news = await eventually(() => mailsTo('ann@example.com')[1]);
    expect(news.recipients).toEqual(['ann@example.com']);
    expect(news.text).toContain('tea-1');
    const outcome = await eventually(async () => {
      const latest = await attemptOf(program, 'order.created');
      return latest.status === 'succeeded' ? latest : undefined; // the mail arrives before its outcome is written
    });
    expect(outcome.status_code).toBe(250);
    expect(mailsTo('ann@example.com')).toHaveLength(2);
  });

  it('is asked once by an organisation, however many webhooks want it at the same moment, and answers for all', async () => {
    const program = await newProgram(hub);
    await Promise.all(['bob@example.com', 'BOB@example.com', 'bob@example.com'].map((to) => program.create(mailWebhook(to))));
    await program.create({ ...mailWebhook('Bob@Example.com'), event: 'order-updated' });
    expect(await questionsIn(program.tenant)).toHaveLength(1);
    const [question] = await eventually(() => {
      const mails = mailbox.mails.filter(({ recipients }) => /^bob@/i.test(recipients.join()));
      return mails.length > 0 ? mails : undefined;
    });
    await hub.call('GET', linkIn(question));
    await placeOrder(program.tenant, 'for-bob');
    const news = await eventually(() => {
      const mails = mailbox.mails.filter(({ text }) => text.includes('for-bob'));
      return mails.length === 3 ? mails : undefined;
    });
    expect(news.map(({ recipients }) => recipients.join()).toSorted()).toEqual([
      'BOB@example.com',
      'bob@example.com',
      'bob@example.com',
    ]);
  });

  it('is not asked again when a webhook goes elsewhere and comes back', async () => {
    const program = await newProgram(hub);
    const id = await program.create(mailWebhook('carol@example.com'));
    await firstMailTo('carol@example.com');
    for (const url_or_email of ['dave@example.com', 'carol@example.com', 'dave@example.com', 'carol@example.com'])
      expect((await program.call('PUT', `?id=${id}`, { url_or_email })).status).toBe(200);
    await firstMailTo('dave@example.com');
    expect(await questionsIn(program.tenant)).toHaveLength(2);
    expect(mailsTo('carol@example.com')).toHaveLength(1);
  });

  it('agrees for the organisation that asked, and for no other', async () => {
    const [asked, other] = [await newProgram(hub), await newProgram(hub)];
    await asked.create(mailWebhook('erin@example.com'));
    const question = await firstMailTo('erin@example.com');
    await other.create(mailWebhook('erin@example.com'));
    const second = await eventually(() => mailsTo('erin@example.com')[1]);
    expect(linkIn(second)).not.toBe(linkIn(question));
    await hub.call('GET', linkIn(question));
    await Promise.all([placeOrder(asked.tenant, 'for-erin'), placeOrder(other.tenant, 'not-for-erin')]);
    expect(await attemptOf(other, 'order.created')).toMatchObject({ error: 'recipient_not_confirmed' });
    const news = await eventually(() => mailsTo('erin@example.com')[2]);
    expect(news.text).toContain('"for-erin"');
  });

  it('gets its link even if the webhook has another address by then, whose owner gets another one', async () => {
    const program = await newProgram(hub);
    refused.add('victim@example.com');
    const id = await program.create(mailWebhook('victim@example.com'));
    expect(await attemptOf(program, 'recipient.added')).toMatchObject({
      status: 'failed',
      error: 'smtp_550',
      status_code: 550,
      response_excerpt: '550 5.1.1 no such user',
    });
    await program.call('PUT', `?id=${id}`, { url_or_email: 'mallory@example.com' });
    const toMallory = await firstMailTo('mallory@example.com');
    refused.delete('victim@example.com');
    const toVictim = await firstMailTo('victim@example.com'); // refused for good, and yet tried again: the schedule decides
    expect(linkIn(toVictim)).not.toBe(linkIn(toMallory));
    await hub.call('GET', linkIn(toMallory));
    const confirmed = await hub.query<{ address_key: string }>(
      `select address_key from mail_recipients where org_id = '${program.tenant.organisationId}' and confirmed_at is not null`,
    );
    expect(confirmed).toEqual([{ address_key: 'mallory@example.com' }]);
    expect(mailsTo('mallory@example.com')).toHaveLength(1);
  });

  it('is asked when a webhook that was made disabled is enabled', async () => {
    const program = await newProgram(hub);
    const id = await program.create({ ...mailWebhook('frank@example.com'), is_enabled: false });
    await eventually(async () => ((await questionsIn(program.tenant))[0] === 'cancelled' ? true : undefined));
    expect(mailsTo('frank@example.com')).toEqual([]);
    await program.call('PUT', `?id=${id}`, { is_enabled: true });
    linkIn(await firstMailTo('frank@example.com'));
  });
});

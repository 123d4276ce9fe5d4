/** The page behind the link of a confirmation mail, and a hub without a mail server. */
import { afterAll, describe, expect, it } from 'vitest';
import { mintToken, recipientTokenPrefix } from '../../core/domain/key-token.ts';
import { eventually, startTestHub } from '../support/hub.ts';
import { openMailbox } from '../support/mailbox.ts';
import { newProgram } from '../support/storeep-program.ts';
import { randomBytes } from 'node:crypto';

const mailbox = await openMailbox();
afterAll(() => mailbox.close());
const hub = await startTestHub({ CROSSDOCK_SMTP_URL: mailbox.url, CROSSDOCK_PUBLIC_URL: 'https://hub.example.com' });
const path = '/email-confirmations/';

/** A link that was mailed, as a path. */
async function newLink(): Promise<string> {
  const address = `ann-${mailbox.mails.length}@example.com`;
  await (await newProgram(hub)).create({ type: 'e-mail', url_or_email: address });
  const mail = await eventually(() => mailbox.mails.find(({ recipients }) => recipients.includes(address)));
  return /https:\/\/hub\.example\.com(\S+)/.exec(mail.text)?.[1] ?? '';
}

const confirmations = async (): Promise<number> => {
  const [row] = await hub.query<{ count: number }>(
    'select count(*)::integer as count from mail_recipients where confirmed_at is not null',
  );
  return row?.count ?? 0;
};

describe('the link', () => {
  it('confirms with a plain page that nothing can be loaded into, and again', async () => {
    const link = await newLink();
    for (const answer of [await hub.call('GET', link), await hub.call('GET', link)]) {
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'",
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.text).toContain('This address is confirmed');
      expect(answer.text).not.toMatch(/src=|href=|script|example\.com|pck_mail/);
    }
    expect(await confirmations()).toBe(1);
  });

  it('is shown to no operator', async () => {
    const { tenant, create } = await newProgram(hub);
    await create({ type: 'e-mail', url_or_email: 'quiet@example.com' });
    await eventually(() => mailbox.mails.find(({ recipients }) => recipients.includes('quiet@example.com')));
    const { rows } = (await hub.admin('GET', `/orgs/${tenant.organisationId}/deliveries`)).json;
    const { text, json } = await hub.admin('GET', `/deliveries/${rows[0].id}`);
    expect(json).toMatchObject({
      endpoint_url: 'quiet@example.com',
      transport: 'email',
      event: { type: 'recipient.added', data: null },
    });
    expect(text).not.toContain('pck_mail');
  });

  it('lets what waited for it go at once, however late its next attempt was to come', async () => {
    const { tenant, connector, create } = await newProgram(hub);
    await create({ type: 'e-mail', url_or_email: 'late@example.com', event: 'session-created' });
    const headers = { authorization: `Bearer ${connector.key}` };
    expect((await hub.call('POST', '/api/v1/sessions', { headers, body: { session_id: 'visit-1' } })).status).toBe(201);
    const mails = () => mailbox.mails.filter(({ recipients }) => recipients.includes('late@example.com'));
    const [asked] = await eventually(() => (mails().length > 0 ? mails() : undefined));
    const waits = `select next_attempt_at > now() + interval '30 seconds' as late from deliveries
      where org_id = '${tenant.organisationId}' and status = 'failed'`;
    await eventually(async () => ((await hub.query<{ late: boolean }>(waits))[0]?.late === true ? true : undefined));
    await hub.call('GET', /https:\/\/hub\.example\.com(\S+)/.exec(asked?.text ?? '')?.[1] ?? '');
    await eventually(() => mails()[1]);
  });

  it('is not followed by looking whether it is there, or by another method', async () => {
    const link = await newLink();
    const before = await confirmations();
    expect(await hub.call('HEAD', link)).toMatchObject({ status: 200, text: '' });
    const posted = await hub.call('POST', link);
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await hub.call('GET', `${link}/`)).status).toBe(404);
    expect(await confirmations()).toBe(before);
  });

  it.each([
    ['unknown', mintToken(recipientTokenPrefix, randomBytes)],
    ['mistyped', `${mintToken(recipientTokenPrefix, randomBytes).slice(0, -1)}!`],
    ['hostile', encodeURIComponent(`'"><script>alert(1)</script>`)],
    ['endless', 'a'.repeat(8_000)],
  ])('is answered with the same page when it is %s', async (_what, token) => {
    const answer = await hub.call('GET', path + token);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('This link does not work');
    expect(answer.text).not.toContain(token);
  });

  it('is in no row of the request log, whatever is done with it', async () => {
    const link = await newLink();
    await hub.call('GET', link);
    await hub.call('POST', link);
    await hub.call('GET', `${link}/`);
    await hub.call('GET', '/favicon.ico', { headers: { referer: `https://hub.example.com${link}` } });
    const rows = await eventually(async () => {
      const found = await hub.query<{ row: string }>(
        `select request_log::text as row from request_log where path like '${path}%' or path = '/favicon.ico'`,
      );
      return found.some(({ row }) => row.includes('favicon')) ? found : undefined;
    });
    const token = link.slice(path.length);
    expect(rows.filter(({ row }) => row.includes(token.slice(0, 12)))).not.toEqual([]); // they are there, cut
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });

  it('works for its owner even while somebody else guesses from the same address, who is told to wait', async () => {
    const link = await newLink();
    const guesses: Awaited<ReturnType<typeof hub.call>>[] = [];
    // Some are forgiven each second: the slower the machine, the more it takes.
    for (let sent = 0; sent < 5_000 && !guesses.some(({ status }) => status === 429); sent += 100) {
      const tokens = Array.from({ length: 100 }, () => mintToken(recipientTokenPrefix, randomBytes));
      guesses.push(...(await Promise.all(tokens.map((token) => hub.call('GET', path + token)))));
    }
    const told = guesses.find(({ status }) => status === 429);
    expect(told?.headers.get('retry-after')).toBe('1');
    expect(told?.text).toContain('Too many links');
    expect((await hub.call('GET', link)).status).toBe(200);
  });
});

it('a hub without a mail server says so in the attempt, and what to set', async () => {
  const without = await startTestHub();
  const { tenant, create } = await newProgram(without);
  await create({ type: 'e-mail', url_or_email: 'ann@example.com' });
  const [endpoint] = await without.query<{ id: string }>(
    `select id from webhook_endpoints where org_id = '${tenant.organisationId}'`,
  );
  const delivery = await eventually(async () => {
    const { rows } = (await without.admin('GET', `/webhook-endpoints/${endpoint?.id}/deliveries`)).json;
    return rows[0]?.status === 'failed' ? rows[0] : undefined;
  });
  const { attempts } = (await without.admin('GET', `/deliveries/${delivery.id}`)).json;
  expect(attempts).toMatchObject([
    { error: 'smtp_not_configured', error_detail: expect.stringContaining('CROSSDOCK_SMTP_URL'), status_code: null },
  ]);
});

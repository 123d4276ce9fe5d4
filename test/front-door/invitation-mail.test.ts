/** An invitation's way to the person that it is for: the mail, the link, and what the link shows before it is accepted. */
import { expect, onTestFinished, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { startMailbox } from '../support/mailbox.ts';

const password = 'correct horse battery';

/** A hub with an organisation to invite to. */
async function hubOf(variables: Record<string, string> = {}) {
  const hub = await startTestHub({ CROSSDOCK_PUBLIC_URL: 'https://hub.example.com', ...variables });
  onTestFinished(hub.stop); // before the mailbox, which waits for the hub's connections
  await hub.admin('POST', '/orgs', { slug: 'acme', name: 'Acme Ltd' });
  const invite = async (email: string, role = 'org_member') =>
    (await hub.admin('POST', '/orgs/acme/invitations', { email, role })).json;
  const open = (path: string, body: object) => hub.call('POST', `/admin/v1/invitations/${path}`, { body });
  return { ...hub, invite, open };
}

test('an invitation is mailed to the address that it is for, with the link', async () => {
  const mailbox = await startMailbox();
  const hub = await hubOf({ CROSSDOCK_SMTP_URL: mailbox.url });
  const { mail, mail_error, link, token } = await hub.invite('bob@example.com');
  expect([mail, mail_error, link]).toEqual(['sent', null, `https://hub.example.com/console/invitation#${token}`]);
  expect(mailbox.mails).toEqual([
    expect.objectContaining({ recipients: ['bob@example.com'], subject: 'You are invited to Acme Ltd' }),
  ]);
  expect(mailbox.mails[0]?.text.split('\n')).toContain(link);

  await hub.admin('POST', '/invitations', { email: 'carol@example.com' });
  expect(mailbox.mails[1]?.subject).toBe('You are invited to a Crossdock hub');
});

test('whoever invites is told when it was not mailed, and has the link all the same', async () => {
  const without = await (await hubOf()).invite('bob@example.com');
  expect([without.mail, without.mail_error, without.link]).toEqual([
    'not_configured',
    null,
    expect.stringContaining(without.token),
  ]);

  const full = await startMailbox({ onRcptTo: (_address, _session, callback) => callback(new Error('mailbox full')) });
  const refused = await (await hubOf({ CROSSDOCK_SMTP_URL: full.url })).invite('bob@example.com');
  expect([refused.mail, refused.mail_error]).toEqual(['failed', 'the mail server did not accept it (550)']);
  expect(refused.link).toContain(refused.token);
});

test('an organisation cannot have strangers mailed without end', async () => {
  const mailbox = await startMailbox();
  const hub = await hubOf({ CROSSDOCK_SMTP_URL: mailbox.url });
  for (let index = 0; index < 30; index += 1) await hub.invite(`stranger-${index}@example.com`);
  await expect(hub.invite('one-more@example.com')).rejects.toThrow(/429 .*rate_limited/);
  expect(mailbox.mails).toHaveLength(30);
});

test('the link shows who invites to what, until it is accepted; and the log names who came', async () => {
  const hub = await hubOf();
  const { token, expires_at } = await hub.invite('bob@example.com', 'org_admin');
  const preview = await hub.open('preview', { token });
  expect([preview.status, preview.json]).toEqual([
    200,
    {
      email: 'bob@example.com',
      role: 'org_admin',
      invited_by: 'CROSSDOCK_ADMIN_TOKEN',
      expires_at,
      organisation: { id: expect.any(String), slug: 'acme', name: 'Acme Ltd' },
    },
  ]);
  const platform = (await hub.admin('POST', '/invitations', { email: 'carol@example.com' })).json;
  expect((await hub.open('preview', { token: platform.token })).json).toMatchObject({
    role: 'platform_admin',
    organisation: null,
  });

  const { json: bob } = await hub.open('accept', { token, name: 'Bob', password });
  for (const gone of [token, token.replace(/.$/, '0'), 'pck_inv_x'])
    expect((await hub.open('preview', { token: gone })).status).toBe(404);

  const { rows } = (await hub.admin('GET', '/orgs/acme/audit')).json;
  expect(rows[0]).toMatchObject({
    action: 'POST /invitations/accept',
    actor: { id: bob.id, name: 'Bob', role: 'org_admin' },
    target_id: bob.id,
  });
  expect(JSON.stringify(rows)).not.toContain(token); // nobody takes an invitation up out of the log
});

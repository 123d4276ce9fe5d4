/** The e-mail transport with mail servers that want a password, and with encryption. */
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { startMailbox } from '../support/mailbox.ts';
import { makeCertificate } from './certificate.ts';
import { email, speakSmtp, startEmailTransport, startSpeaker } from './email-transport.ts';

describe('login and encryption', () => {
  const localhost = makeCertificate();
  const login: SMTPServerOptions = {
    authOptional: false,
    authMethods: ['PLAIN'],
    onAuth({ username, password }, _session, callback) {
      if (username === 'hub@acme' && password === 'se/cret%') callback(null, { user: 'hub' });
      else callback(new Error(`${username} may not enter with ${password}`));
    },
  };
  const withLogin = (url: string, user: string): string => url.replace('://', `://${user}@`);

  it('uses the user name and password of the URL', async () => {
    const mailbox = await startMailbox({ ...login, allowInsecureAuth: true });
    const transport = startEmailTransport({ smtpUrl: withLogin(mailbox.url, 'hub%40acme:se%2Fcret%25') });
    expect(await transport.send(email())).toMatchObject({ status: 250 });
  });

  it('says that the login failed, and neither with what nor to whom', async () => {
    const mailbox = await startMailbox({ ...login, allowInsecureAuth: true });
    const transport = startEmailTransport({ smtpUrl: withLogin(mailbox.url, 'hub%40acme:wrong-pass') });
    const answer = await transport.send(email());
    expect(answer).toMatchObject({ kind: 'failed', error: 'smtp_login_failed' });
    expect(JSON.stringify(answer)).not.toMatch(/wrong|hub|acme|ann|127/);
  });

  it('encrypts where the server offers it, even with a certificate that nobody vouches for', async () => {
    const mailbox = await startMailbox({ disabledCommands: [], key: localhost.key, cert: localhost.certificate });
    expect(await startEmailTransport({ smtpUrl: mailbox.url }).send(email())).toMatchObject({ status: 250 });
    expect(mailbox.mails[0]?.isEncrypted).toBe(true);
  });

  it('encrypts from the start with smtps, and believes only a certificate that is vouched for', async () => {
    const mailbox = await startMailbox({ ...login, secure: true, key: localhost.key, cert: localhost.certificate });
    const smtpUrl = withLogin(mailbox.url.replace('smtp:', 'smtps:'), 'hub%40acme:se%2Fcret%25');
    const trusting = startEmailTransport({ smtpUrl, certificateAuthorities: [localhost.certificate] });
    expect(await trusting.send(email())).toMatchObject({ status: 250 });
    expect(await startEmailTransport({ smtpUrl }).send(email())).toMatchObject({ kind: 'failed', error: 'tls_failed' });
    expect(mailbox.mails).toHaveLength(1);
  });

  // 127.0.0.1 in another notation, which is not taken for this machine.
  const elsewhere = (url: string): string => url.replace('127.0.0.1', '2130706433');

  it('gives no password to another machine unless it encrypts and its certificate is vouched for', async () => {
    const said: string[] = [];
    const plain = await startSpeaker((socket) => {
      socket.on('data', (chunk) => said.push(String(chunk)));
      speakSmtp({ EHLO: '250-mail\r\n250 AUTH PLAIN', STARTTLS: '502 no' })(socket);
    });
    const careful = startEmailTransport({ smtpUrl: elsewhere(withLogin(plain.url, 'hub:secret')) });
    expect(await careful.send(email())).toMatchObject({ kind: 'failed', error: 'tls_failed' });
    expect(said.join('')).not.toContain('AUTH');

    const forged = await startMailbox({ ...login, disabledCommands: [], key: localhost.key, cert: localhost.certificate });
    const smtpUrl = elsewhere(withLogin(forged.url, 'hub%40acme:se%2Fcret%25'));
    expect(await startEmailTransport({ smtpUrl }).send(email())).toMatchObject({ kind: 'failed', error: 'tls_failed' });
    expect(forged.mails).toEqual([]);
  });
});

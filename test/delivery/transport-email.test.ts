/** The e-mail transport with real mail servers: what arrives, to whom, and what the operator is told when it does not. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/hub.ts';
import { startMailbox } from '../support/mailbox.ts';
import { email, speakSmtp, startEmailTransport, startSpeaker } from './email-transport.ts';

const headerNames = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'Auto-Submitted',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
];

const refuseRecipient = (code: number, words: string) => ({
  onRcptTo: (_address: unknown, _session: unknown, callback: (error?: Error) => void) =>
    callback(Object.assign(new Error(words), { responseCode: code })),
});

describe('an e-mail', () => {
  it('arrives with one recipient, a fixed sender and the text as it was given', async () => {
    const mailbox = await startMailbox();
    const text = 'Line one\n.\n..two dots\nfrom here\n\nlast';
    const answer = await startEmailTransport({ smtpUrl: mailbox.url }).send(email({ text }));
    expect(answer).toMatchObject({ kind: 'answered', status: 250 });
    expect(mailbox.mails).toHaveLength(1);
    const [mail] = mailbox.mails;
    expect(mail).toMatchObject({
      from: 'hub@sender.example',
      recipients: ['ann@example.com'],
      subject: 'An order',
      text: `${text}\n`,
    });
    expect(mail?.headers).toEqual([
      { name: 'From', value: '"Hub" <hub@sender.example>' },
      { name: 'To', value: 'ann@example.com' },
      { name: 'Subject', value: 'An order' },
      { name: 'Date', value: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/) },
      { name: 'Message-ID', value: '<delivery-1@sender.example>' },
      { name: 'Auto-Submitted', value: 'auto-generated' },
      { name: 'MIME-Version', value: '1.0' },
      { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
      { name: 'Content-Transfer-Encoding', value: '7bit' },
    ]);
  });

  it('keeps every character of its subject and text, on lines that any server takes', async () => {
    const mailbox = await startMailbox();
    const subject = 'Bestellung für Jürgen: 茶 und 🍵, '.repeat(4).trim();
    const text = `Grüße 🍵 = ${'ü'.repeat(2_000)}\n${'a'.repeat(2_000)}`;
    await startEmailTransport({ smtpUrl: mailbox.url }).send(email({ subject, text }));
    expect(mailbox.mails[0]).toMatchObject({ subject, text: `${text}\n` });
    expect(mailbox.mails[0]?.raw).toMatch(/^(?:[\t\x20-\x7e]{0,78}\r\n)+$/);
  });

  it('leaves a long link whole, so that it can be followed from the message as it is', async () => {
    const mailbox = await startMailbox();
    const link = `https://hub.example.com/${'a'.repeat(300)}`;
    await startEmailTransport({ smtpUrl: mailbox.url }).send(email({ text: link }));
    expect(mailbox.mails[0]?.raw).toContain(`\r\n\r\n${link}\r\n`);
  });

  it.each([
    'a@b.example\r\nBcc: x@y.example',
    'a@b.example,c@d.example',
    '"a b"@c.example',
    'Ann <ann@example.com>',
    '<a@b.example>',
    'a@b.example> SIZE=1',
    'a@[127.0.0.1]',
    'ann',
    'a@b.example\0',
    'a@b.example ',
    'ü@b.example',
    '',
  ])('is not sent to %j', async (to) => {
    const mailbox = await startMailbox();
    const answer = await startEmailTransport({ smtpUrl: mailbox.url }).send(email({ to }));
    expect(answer).toMatchObject({ kind: 'failed', error: 'invalid_request' });
    expect(mailbox.mails).toEqual([]);
  });

  it('gets no header and no recipient from its subject or text', async () => {
    const mailbox = await startMailbox();
    const transport = startEmailTransport({ smtpUrl: mailbox.url });
    await transport.send(
      email({
        subject: 'x\r\nBcc: evil@example.com\r\n\r\nhello',
        text: '\r\n.\r\nRCPT TO:<evil@example.com>\r\nBcc: evil@example.com',
      }),
    );
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]?.recipients).toEqual(['ann@example.com']);
    expect(mailbox.mails[0]?.headers.map(({ name }) => name)).toEqual(headerNames);
    expect(mailbox.mails[0]?.subject).toBe('x Bcc: evil@example.com hello');

    const hostile = fc.string({
      unit: fc.constantFrom('\r', '\n', '\0', '.', ':', ' ', '\u2028', '=?', '?=', 'B', 'cc', 'ü', '🍵', '\ud83c', '\x7f'),
    });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (subject, text) => {
        const before = mailbox.mails.length;
        expect(await transport.send(email({ subject, text }))).toMatchObject({ status: 250 });
        expect(mailbox.mails).toHaveLength(before + 1);
        const mail = mailbox.mails.at(-1);
        expect(mail?.recipients).toEqual(['ann@example.com']);
        expect(mail?.headers.map(({ name }) => name)).toEqual(headerNames);
        expect(mail?.text).toBe(`${text.toWellFormed().replaceAll(/\r\n?/g, '\n')}\n`);
      }),
      { numRuns: 60 },
    );
  });

  it('shows the name of its sender however it is written', async () => {
    const mailbox = await startMailbox();
    for (const mailFrom of ['hub@sender.example', '"Acme, Inc" <hub@sender.example>', 'Höker <hub@sender.example>']) {
      await startEmailTransport({ smtpUrl: mailbox.url, mailFrom }).send(email());
    }
    expect(mailbox.mails.map(({ headers }) => headers[0]?.value)).toEqual([
      'hub@sender.example',
      '"Acme, Inc" <hub@sender.example>',
      '=?UTF-8?B?SMO2a2Vy?= <hub@sender.example>',
    ]);
    expect(new Set(mailbox.mails.map(({ from }) => from))).toEqual(new Set(['hub@sender.example']));
  });

  it('shares a few connections with many others, and each arrives once', async () => {
    const mailbox = await startMailbox();
    const transport = startEmailTransport({ smtpUrl: mailbox.url });
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => transport.send(email({ subject: `Order ${index}` }))),
    );
    expect(new Set(answers.map((answer) => answer.kind === 'answered' && answer.status))).toEqual(new Set([250]));
    expect(new Set(mailbox.mails.map(({ subject }) => subject)).size).toBe(300);
    expect(mailbox.mails).toHaveLength(300);
    expect(mailbox.connections()).toBeLessThanOrEqual(4);
  });

  it('is sent although the server has ended the connection that was kept for it', async () => {
    const speaker = await startSpeaker(speakSmtp({}));
    const transport = startEmailTransport({ smtpUrl: speaker.url });
    await transport.send(email());
    speaker.sockets[0]?.end();
    await eventually(() => (speaker.sockets[0]?.closed ? true : undefined));
    expect(await transport.send(email())).toMatchObject({ status: 250 });
    expect(speaker.sockets).toHaveLength(2);
  });
});

describe('a refusal of the server', () => {
  it.each([
    [550, '5.1.1 <ann@example.com>: no such user', '550 5.1.1 <[address]>: no such user'],
    [450, '4.2.0 greylisted, come back', '450 4.2.0 greylisted, come back'],
  ])('at the recipient is an answer: %i', async (status, words, body) => {
    const mailbox = await startMailbox(refuseRecipient(status, words));
    const answer = await startEmailTransport({ smtpUrl: mailbox.url }).send(email());
    expect(answer).toMatchObject({ kind: 'answered', status, body });
    expect(mailbox.mails).toEqual([]);
  });

  it('leaves the connection to the next message', async () => {
    const mailbox = await startMailbox({
      onRcptTo: ({ address }, _session, callback) =>
        callback(address === 'bob@example.com' ? Object.assign(new Error('no'), { responseCode: 550 }) : null),
    });
    const transport = startEmailTransport({ smtpUrl: mailbox.url });
    expect(await transport.send(email({ to: 'bob@example.com' }))).toMatchObject({ status: 550 });
    expect(await transport.send(email())).toMatchObject({ status: 250 });
    expect(mailbox.mails.map(({ recipients }) => recipients)).toEqual([['ann@example.com']]);
  });

  it.each([
    ['in its greeting', { greeting: '554 go away' }, 554],
    ['at the sender', { MAIL: '501 not you' }, 501],
    ['before the message', { DATA: '451 later' }, 451],
    ['after the message', { message: '552 too large' }, 552],
    ['by closing for maintenance', { RCPT: '421 closing' }, 421],
  ])('%s is one too', async (_where, replies, status) => {
    const speaker = await startSpeaker(speakSmtp(replies));
    expect(await startEmailTransport({ smtpUrl: speaker.url }).send(email())).toMatchObject({ kind: 'answered', status });
  });

  it('is kept only in part, without what a database cannot store', async () => {
    const speaker = await startSpeaker(speakSmtp({ RCPT: `550-\0\x07bad\r\n550 ${'🍵'.repeat(2_000)}` }));
    const answer = await startEmailTransport({ smtpUrl: speaker.url }).send(email());
    const body = answer.kind === 'answered' ? answer.body : '';
    expect(body).toMatch(/^550- bad 550 🍵+\ufffd?$/u);
    expect(body.length).toBeLessThanOrEqual(1_000);
    expect(body.isWellFormed()).toBe(true);
  });
});

describe('closing', () => {
  it('waits for the message that is on its way, then ends every connection', async () => {
    const arriving = Promise.withResolvers<() => void>();
    const mailbox = await startMailbox({
      onMailFrom: (_address, _session, callback) => arriving.resolve(callback),
    });
    const transport = startEmailTransport({ smtpUrl: mailbox.url });
    const sent = transport.send(email());
    const goOn = await arriving.promise;
    const closed = transport.close();
    goOn();
    await closed;
    expect(await sent).toMatchObject({ status: 250 });
    await expect.poll(() => mailbox.connections()).toBe(0);
    expect(await transport.send(email())).toMatchObject({ kind: 'failed', error: 'smtp_unreachable' });
  });

  it('waits no longer than the deadline for a server that never answers', async () => {
    const speaker = await startSpeaker(() => {});
    const transport = startEmailTransport({ smtpUrl: speaker.url, deadlineMilliseconds: 300 });
    const sent = transport.send(email());
    await eventually(() => speaker.sockets[0]);
    const startedAt = performance.now();
    await transport.close();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(await sent).toMatchObject({ error: 'timeout' });
    await expect.poll(() => speaker.sockets[0]?.closed).toBe(true);
  });
});

it('says what to set when there is no mail server, and what is wrong when nobody listens', async () => {
  expect(await startEmailTransport({}).send(email())).toMatchObject({
    kind: 'failed',
    error: 'smtp_not_configured',
    detail: expect.stringContaining('CROSSDOCK_SMTP_URL'),
  });
  const mailbox = await startMailbox();
  await mailbox.close();
  const answer = await startEmailTransport({ smtpUrl: mailbox.url }).send(email());
  expect(answer).toMatchObject({ kind: 'failed', error: 'smtp_unreachable' });
  await expect(new Promise((_, reject) => connect(mailbox.port, '127.0.0.1').once('error', reject))).rejects.toThrow(
    'ECONNREFUSED',
  );
});

/** The e-mail transport with mail servers that mean harm: each is left in time, with a clear code, and costs little memory. */
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { email, speakSmtp, startEmailTransport, startSpeaker } from './email-transport.ts';
import { dribble, pour } from './transport.ts';

describe('a mail server that means harm', () => {
  it.each([
    ['never answers', () => {}],
    ['drips its greeting', (socket: Socket) => dribble(socket, 'x', '220 ')],
    ['greets without end, slowly', (socket: Socket) => dribble(socket, '220-hello\r\n')],
    ['falls silent after the greeting', (socket: Socket) => void socket.write('220 hello\r\n')],
    ['offers TLS and falls silent', speakSmtp({ EHLO: '250-mail\r\n250 STARTTLS', STARTTLS: '220 go on' })],
    ['never says whether it took the message', speakSmtp({ message: '250-wait' })],
  ])('and %s has timed out', async (_what, speak) => {
    const speaker = await startSpeaker(speak);
    const answer = await startEmailTransport({ smtpUrl: speaker.url, deadlineMilliseconds: 300 }).send(email());
    expect(answer).toMatchObject({ kind: 'failed', error: 'timeout' });
    expect(answer.latencyMilliseconds).toBeGreaterThanOrEqual(290);
    expect(answer.latencyMilliseconds).toBeLessThan(10_000);
    await expect.poll(() => speaker.sockets[0]?.closed).toBe(true);
  });

  it('and offers TLS and goes on in the clear has not encrypted', async () => {
    const speaker = await startSpeaker((socket) => {
      speakSmtp({ EHLO: '250-mail\r\n250 STARTTLS', STARTTLS: '220 go on' })(socket);
      socket.on('data', (chunk) => String(chunk).startsWith('\x16') && socket.write('250 as you were\r\n'.repeat(100)));
    });
    const answer = await startEmailTransport({ smtpUrl: speaker.url }).send(email());
    expect(answer).toMatchObject({ kind: 'failed', error: 'tls_failed' });
    await expect.poll(() => speaker.sockets[0]?.closed).toBe(true);
  });

  it('and stops reading in the middle of a large message has timed out', async () => {
    const speaker = await startSpeaker((socket) => {
      speakSmtp({})(socket);
      socket.on('data', (chunk) => String(chunk).includes('DATA') && setTimeout(() => socket.pause(), 20));
    });
    const transport = startEmailTransport({ smtpUrl: speaker.url, deadlineMilliseconds: 500 });
    expect(await transport.send(email({ text: 'a'.repeat(33_554_432) }))).toMatchObject({ kind: 'failed', error: 'timeout' });
  });

  it('does not keep those behind it waiting beyond their own deadline', async () => {
    const speaker = await startSpeaker(() => {});
    const transport = startEmailTransport({ smtpUrl: speaker.url, deadlineMilliseconds: 300 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => transport.send(email())));
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'failed', error: 'timeout' });
      expect(answer.latencyMilliseconds).toBeLessThan(10_000);
    }
    expect(speaker.sockets.length).toBeLessThan(20); // never one for each
    await expect.poll(() => speaker.sockets.every(({ closed }) => closed)).toBe(true);
  });

  it.each([
    ['SSH', (socket: Socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['HTTP', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a success where a greeting belongs', speakSmtp({ greeting: '250 ok' })],
    ['a number that is no reply code', speakSmtp({ RCPT: '99999 what' })],
    ['at the wrong moment', speakSmtp({ MAIL: '354 go on' })],
  ])('and speaks %s has not taken the message', async (_what, speak) => {
    const speaker = await startSpeaker(speak);
    const answer = await startEmailTransport({ smtpUrl: speaker.url }).send(email());
    expect(answer).toMatchObject({ kind: 'failed', error: 'invalid_response' });
    expect(JSON.stringify(answer)).not.toMatch(/SSH|ann|HTTP/);
  });

  it.each([
    ['closes at once', (socket: Socket) => void socket.end()],
    ['resets at once', (socket: Socket) => void socket.resetAndDestroy()],
    [
      'closes after the message',
      (socket: Socket) => {
        socket.on('data', (chunk) => String(chunk).includes('It came.') && socket.destroy());
        speakSmtp({})(socket);
      },
    ],
  ])('and %s cannot be reached', async (_what, speak) => {
    const speaker = await startSpeaker(speak);
    const answer = await startEmailTransport({ smtpUrl: speaker.url }).send(email());
    expect(answer).toMatchObject({ kind: 'failed', error: 'smtp_unreachable' });
    expect(answer.latencyMilliseconds).toBeLessThan(10_000);
    expect(speaker.sockets.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['one line', 'a'.repeat(65_536)],
    ['a reply of many lines', '220-hello\r\n'.repeat(6_000)],
    ['empty lines', '\r\n'.repeat(32_768)],
  ])('and greets with %s without end is left early', async (_what, piece) => {
    const speaker = await startSpeaker((socket) => void pour(socket, piece));
    const answer = await startEmailTransport({ smtpUrl: speaker.url }).send(email());
    expect(answer).toMatchObject({ kind: 'failed', error: expect.stringMatching(/^(invalid_response|smtp_unreachable)$/) });
    expect(answer.latencyMilliseconds).toBeLessThan(10_000);
    await expect.poll(() => speaker.sockets.every(({ closed }) => closed)).toBe(true);
    for (const socket of speaker.sockets) expect(socket.bytesWritten).toBeLessThan(67_108_864);
  });
});

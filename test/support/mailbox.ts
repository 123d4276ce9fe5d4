/**
 * A real SMTP server on 127.0.0.1 that keeps what it is given: the envelope as it was said, and the message to the byte.
 * It decodes by its own few lines, not by the hub's library.
 */
import { onTestFinished } from 'vitest';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** One mail that was taken. */
export interface ReceivedMail {
  /** Of MAIL FROM. */
  readonly from: string;
  /** Of every RCPT TO, in order. */
  readonly recipients: readonly string[];
  /** The message as it came, dots unstuffed. */
  readonly raw: string;
  /** In the order of the message, with their folds. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Decoded. */
  readonly subject: string;
  /** Decoded, lines ending with LF. */
  readonly text: string;
  readonly isEncrypted: boolean;
}

/** A running mailbox. */
export interface Mailbox {
  readonly port: number;
  /** `smtp://127.0.0.1:<port>`. */
  readonly url: string;
  /** In the order of arrival. */
  readonly mails: readonly ReceivedMail[];
  /** How many connections are open. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts one that takes everything unless `options` say otherwise. Whoever starts it closes it. */
export async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    closeTimeout: 100, // a hub keeps its connections, and nobody waits for them
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope, secure }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, recipients: envelope.rcptTo.map(({ address }) => address), raw, ...read(raw), isEncrypted: secure });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // clients that break off are part of some tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    mails,
    connections: () => server.connections.size,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The same, closed when the test ends. */
export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mailbox = await openMailbox(options);
  onTestFinished(() => mailbox.close());
  return mailbox;
}

function read(raw: string): Pick<ReceivedMail, 'headers' | 'subject' | 'text'> {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 2) }));
  const valueOf = (wanted: string): string => headers.find(({ name }) => name === wanted)?.value ?? '';
  const body = raw.slice(end + 4);
  const text = valueOf('Content-Transfer-Encoding') === 'quoted-printable' ? unquote(body) : body;
  return { headers, subject: readWords(valueOf('Subject')), text: text.replaceAll('\r\n', '\n') };
}

/** RFC 2045, 6.7. */
function unquote(body: string): string {
  const bytes = body.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_all, digits: string) => byteOf(digits));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const byteOf = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** RFC 2047: words in base64, the space between two of them left out. */
function readWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_all, word: string) => Buffer.from(word, 'base64').toString('utf8'));
}

/**
 * Writes one e-mail as the text that travels: a fixed set of headers, one recipient, plain text in UTF-8. It sends nothing.
 *
 * Text that needs no encoding goes out as it is, however long its lines: a link or a JSON document stays in one piece.
 */
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { encode, wrap } from 'nodemailer/lib/qp';

/** Somebody's address, with the name shown beside it. */
export interface Mailbox {
  /** Empty for none. */
  readonly name: string;
  readonly address: string;
}

/** One e-mail. Addresses are taken as they are: whoever calls has checked them. */
export interface EmailContent {
  readonly from: Mailbox;
  readonly to: string;
  /** Made one line: control characters become spaces, and what is longer than a subject can be is left out. */
  readonly subject: string;
  readonly text: string;
  /** Left of the @; the same for every attempt, so that mailboxes recognise what comes twice. */
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

const subjectLimit = 200;
const encodedWordLimit = 52;
const plainHeader = /^(?!.*=\?)[\x20-\x7e]{0,200}$/;
/** RFC 5321 allows 998 bytes a line, RFC 5322 no control characters. */
const plainText = /^(?:[\t\x20-\x7e]{0,998}\r\n)*$/;

/** Reads `hub@example.com`, `Hub <hub@example.com>` or `"Hub" <hub@example.com>`. */
export function readMailbox(text: string): Mailbox {
  const [, name = '', address = text] = /^([^<]*)<([^>]+)>$/.exec(text) ?? [];
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address };
}

/** Headers, an empty line and the text; lines end with CR LF. */
export function writeEmail({ from, to, subject, text, messageId, sentAt }: EmailContent): string {
  const lines = `${text.toWellFormed().replaceAll(/\r\n?|\n/g, '\r\n')}\r\n`;
  const isPlain = plainText.test(lines);
  return [
    `From: ${writeMailbox(from)}`,
    `To: ${to}`,
    `Subject: ${writeWords(oneLine(subject))}`,
    `Date: ${new Date(sentAt).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${messageId}@${from.address.slice(from.address.indexOf('@') + 1)}>`,
    'Auto-Submitted: auto-generated', // nobody's absence note comes back for it
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${isPlain ? '7bit' : 'quoted-printable'}`,
    '',
    isPlain ? lines : wrap(encode(lines)),
  ].join('\r\n');
}

function oneLine(text: string): string {
  const line = text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.slice(0, subjectLimit).toWellFormed().trim();
}

function writeMailbox({ name, address }: Mailbox): string {
  if (name === '') return address;
  const shown = plainHeader.test(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : writeWords(name);
  return `${shown} <${address}>`;
}

/** Encoded words (RFC 2047) where the text is not plain, one a line. */
function writeWords(text: string): string {
  return plainHeader.test(text) ? text : encodeWord(text, 'B', encodedWordLimit).replaceAll(' ', '\r\n ');
}

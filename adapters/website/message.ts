/**
 * `messages/contact`: what a visitor typed into the website's contact form.
 *
 * Visitors paste all kinds of things. Control characters are taken out rather than refused: a question must not be lost over
 * an invisible character that the visitor cannot find.
 */
import { fault, isExternalId, type JsonSchema, type ParsedRequest, type Translation } from '../../core/sdk/index.ts';
import { firstText, given } from './given.ts';
import { limits, requiredEmail, text } from './schema.ts';
import { isDate } from './time.ts';

type Text = string | null;

interface ContactBody {
  readonly name: string;
  readonly email: string;
  readonly message: string;
  readonly submission_id?: Text;
  readonly company?: Text;
  readonly target_date?: Text;
  readonly website_host?: Text;
  readonly website_domain?: Text;
  readonly source_url?: Text;
  readonly page_url?: Text;
  readonly website_url?: Text;
}

/** JSON Schema of a contact message. */
export const contactSchema: JsonSchema = {
  type: 'object',
  required: ['name', 'email', 'message'],
  properties: {
    name: { type: 'string', maxLength: limits.word },
    email: requiredEmail,
    message: { type: 'string', maxLength: limits.message },
    submission_id: text(limits.word),
    company: text(limits.word),
    target_date: text(limits.word),
    website_host: text(limits.word),
    website_domain: text(limits.word),
    source_url: text(limits.url),
    page_url: text(limits.url),
    website_url: text(limits.url),
  },
};

/** A blank ends it: a header that was sent twice arrives as both its values with one between them. */
const keySyntax = /^[\x21-\x7e]{1,255}$/;

/** Keeps the message once, by its submission id, or else by the caller's idempotency key. */
export function translateContact({ json, headers }: ParsedRequest): Translation {
  const body = json as unknown as ContactBody; // the schema has held
  const submissionId = firstText(body.submission_id);
  const key = firstText(headers['x-cw-idempotency-key']);
  const externalId = submissionId ?? key;
  if (externalId === undefined) {
    return fault('validation_failed', '/submission_id is required where there is no X-CW-Idempotency-Key');
  }
  if (submissionId === undefined && !keySyntax.test(externalId)) {
    return fault('validation_failed', 'X-CW-Idempotency-Key is not a key of 1 to 255 visible ASCII characters, sent once');
  }
  if (!isExternalId(externalId)) return fault('validation_failed', '/submission_id is not an id of 1 to 255 plain characters');
  const buyerName = firstText(oneLine(body.name));
  if (buyerName === undefined) return fault('validation_failed', '/name is blank');
  const message = firstText(withoutControls(body.message));
  if (message === undefined) return fault('validation_failed', '/message is blank');
  const targetDate = firstText(body.target_date);
  if (targetDate !== undefined && !isDate(targetDate))
    return fault('validation_failed', '/target_date is not a day as YYYY-MM-DD');
  return {
    kind: 'command',
    command: {
      name: 'message.receive',
      message: {
        externalId,
        channelCode: 'website',
        messageTypeCode: 'buyer_question',
        buyerEmail: body.email.trim(),
        buyerName,
        body: message,
        details: readDetails(body),
      },
    },
  };
}

/** What else the form knew, under the protocol's own names. */
function readDetails(body: ContactBody): Readonly<Record<string, string>> {
  const { company, target_date, website_host, website_domain, source_url, page_url, website_url } = body;
  const fields = { company, target_date, website_host, website_domain, source_url, page_url, website_url };
  const lines = Object.entries(fields).map(([name, value]) => [name, firstText(oneLine(value ?? ''))]);
  return given(Object.fromEntries(lines) as Readonly<Record<string, string>>); // given leaves out what is undefined
}

/** Line breaks and tabs belong to a message; other control characters do not. */
function withoutControls(prose: string): string {
  return prose.replaceAll(/[^\P{Cc}\t\n\r]/gu, '');
}

/** Control characters become blanks, so that no name can go on in the next line of a mail's head. */
function oneLine(words: string): string {
  return words.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

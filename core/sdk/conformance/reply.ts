/**
 * What every answer has to be like.
 */
import type { HttpReply } from '../../domain/http-reply.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { largeNumber } from '../sample-outcomes.ts';
import { broken } from './subject.ts';

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What Node sends without throwing: no CR, LF or NUL, nothing above Latin-1. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A well-formed answer: a status of its kind, a body that is what it says, headers that can be sent. */
export function checkReply(reply: HttpReply, statuses: readonly [number, number], where: string): void {
  const given: unknown = reply; // an adapter written without types may have no words
  if (typeof given !== 'object' || given === null) broken(`${where}: there is no answer; put it into words`);
  const [lowest, highest] = statuses;
  if (!Number.isInteger(reply.status) || reply.status < lowest || reply.status > highest)
    broken(`${where}: status ${reply.status} is not between ${lowest} and ${highest}`);
  if (typeof reply.body !== 'string') broken(`${where}: the body is not text`);
  if (reply.body === '' && reply.status !== 204) broken(`${where}: the body is empty`);
  if (/\bundefined\b|\[object /.test(reply.body)) broken(`${where}: the body shows a value that was never put into words`);
  if ((reply.contentType ?? 'application/json').includes('json') && reply.body !== '' && !isJson(reply.body))
    broken(`${where}: the body is not JSON`);
  checkHeaders(reply.headers ?? {}, where);
}

/** Names are tokens, and no value can start a second header. */
export function checkHeaders(headers: Readonly<Record<string, string>>, where: string): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) broken(`${where}: a header's name is not a token`);
    if (!headerValue.test(value)) broken(`${where}: the header ${name} holds characters that cannot be sent, such as CR and LF`);
  }
}

/** A reply may word a document as it likes, but not lose its digits. */
export function checkDigits(outcome: Outcome, reply: HttpReply, where: string): void {
  if (outcome.kind === 'found' && !reply.body.includes(largeNumber))
    broken(`${where}: a number above 2^53 was lost on its way out`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

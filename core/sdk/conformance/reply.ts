/**
 * What every answer has to be like, and which outcomes a translation can come to.
 */
import type { Translation } from '../contract.ts';
import type { Command } from '../../domain/command.ts';
import type { HttpReply } from '../../domain/http-reply.ts';
import type { OrderOutcome, Outcome } from '../../domain/outcome.ts';
import { broken } from './subject.ts';
import { asText } from './value.ts';

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What Node sends without throwing: no CR, LF or NUL, nothing above Latin-1. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Beyond 2^53, so a detour through a number would change it. */
const largeNumber = '9007199254740993';

/** A well-formed answer: a status of its kind, a body that is what it says, headers that can be sent. */
export function checkReply(reply: HttpReply, statuses: readonly [number, number], where: string): void {
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
    if (!headerValue.test(value)) broken(`${where}: the header ${name} holds characters that cannot be sent`);
  }
}

/** What the hub can make of a translation, short of a refusal; nothing for a fault. */
export function outcomesOf(translation: Translation): readonly Outcome[] {
  switch (translation.kind) {
    case 'command':
      return commandOutcomes(translation.command);
    case 'query':
      return [{ kind: 'found', documentJson: `{"id":${largeNumber}}` }];
    case 'ignore':
      return [{ kind: 'ignored', reason: translation.reason }];
    case 'quarantine':
      return [{ kind: 'quarantined', reason: translation.reason }];
    case 'fault':
      return [];
    default:
      broken(`the translation is of no known kind: ${asText(translation satisfies never)}`);
  }
}

/** A reply may word a document as it likes, but not lose its digits. */
export function checkDigits(outcome: Outcome, reply: HttpReply, where: string): void {
  if (outcome.kind === 'found' && !reply.body.includes(largeNumber)) broken(`${where}: a number above 2^53 was lost on its way out`);
}

function commandOutcomes(command: Command): readonly Outcome[] {
  switch (command.name) {
    case 'order.create':
    case 'order.upsert':
      return changes.map(orderOutcome);
    case 'order.delete':
      return [orderOutcome('updated'), orderOutcome('unchanged'), { kind: 'ignored', reason: 'unknown order' }];
    case 'client.upsert':
      return changes.map((change) => ({
        kind: 'client',
        change,
        id: sampleId,
        externalId: 'sample-1',
      }));
    case 'order.cancel':
      return changes.map((change) => ({ kind: 'cancellation', change, id: sampleId, externalId: 'sample-1', cancelledAt: sampleTime }));
    case 'payment.refund':
      return changes.map((change) => ({ kind: 'refund', change, id: sampleId, externalId: 'sample-1', refundedAt: sampleTime }));
    case 'payment.record':
      return changes.map((change) => ({
        kind: 'payment',
        change,
        id: sampleId,
        orderId: sampleId,
        externalId: 'sample-1',
        amountCents: 1999,
        currency: 'EUR',
        status: 'recorded',
        orderCancelled: false,
      }));
    default:
      broken(`the command has no known name: ${asText(command satisfies never)}`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const sampleId = '0198c1a2-7b3c-7d4e-8f50-617283940a5b';
const sampleTime = '2026-01-02T03:04:05.678Z';
const changes = ['created', 'updated', 'unchanged'] as const;

function orderOutcome(change: OrderOutcome['change']): OrderOutcome {
  return {
    kind: 'order',
    change,
    id: sampleId,
    externalId: 'sample-1',
    status: 'open',
    paymentStatus: 'paid',
    currency: 'EUR',
    totalCents: 1999,
    clientId: null,
    payment: change === 'created' ? null : { id: sampleId, externalId: 'sample-1-payment', amountCents: 1999, status: 'recorded' },
    createdAt: sampleTime,
  };
}

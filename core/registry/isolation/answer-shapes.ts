/**
 * Says what is wrong with an answer of an isolated adapter: TypeScript checked its author's code, not what runs. One check for
 * each function of the contract.
 */
import type { Command, Query } from '../../domain/command.ts';
import { faultCodes } from '../../domain/fault.ts';
import type { Judgement, SignatureVerdict } from '../../sdk/contract.ts';
import { at } from './description.ts';
import { nameOf } from './messages.ts';
import { findDataFault } from './plain-data.ts';

type Check = (value: unknown) => boolean;

/** What each command cannot be looked at without, as places of texts in it. */
const commandTexts: Readonly<Record<Command['name'], readonly string[]>> = {
  'order.create': ['order.externalId'],
  'order.upsert': ['order.externalId'],
  'order.merge': ['order.externalId'],
  'order.cancel-by-external-id': ['externalId', 'currency'],
  'order.delete': ['externalId'],
  'order.cancel': ['orderId'],
  'client.upsert': ['client.externalId'],
  'payment.record': ['orderId', 'payment.externalId'],
  'payment.refund': ['paymentId'],
  'refund.record': ['orderExternalId', 'currency'],
  'message.receive': ['message.externalId', 'message.buyerEmail', 'message.body'],
  'session.record': ['session.externalId'],
  'subscription.create': ['subscription.title'],
  'subscription.change': ['number'],
  'subscription.delete': ['number'],
};
const queryPlaces: Readonly<Record<Query['name'], readonly string[]>> = {
  'order.by-external-id': ['externalId'],
  'subscription.list': ['list'],
};
const verdicts: readonly SignatureVerdict[] = [
  'verified',
  'absent',
  'signature_missing',
  'signature_malformed',
  'signature_expired',
  'signature_invalid',
];
const judgements: readonly Judgement[] = ['delivered', 'retry', 'drop', 'disable'];
const codes: readonly string[] = faultCodes;

/** What Node sends without throwing; nothing above Latin-1. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

const isText: Check = (value) => typeof value === 'string';
const isTextOrAbsent: Check = (value) => value === undefined || isText(value);
const isOneOf =
  (known: readonly string[]): Check =>
  (value) =>
    known.includes(value as string); // includes compares, whatever it is given

const checks: Readonly<Record<string, Check>> = {
  identify: isClaim,
  hintOf: isTextOrAbsent,
  matches: (value) => typeof value === 'boolean',
  verify: isOneOf(verdicts),
  scheme: isScheme,
  signedAt: (value) => value === undefined || typeof value === 'number',
  idempotencyKey: isTextOrAbsent,
  requires: (value) => value === undefined || isFaultOfAdapter(value),
  translate: isTranslation,
  reply: isReply,
  refuse: isReply,
  relayUrl: isTextOrAbsent,
  build: isMessage,
  judge: isOneOf(judgements),
  checkConfig: isFieldList,
  'bodySchema#first': isTextOrAbsent,
  'configSchema#fields': isFieldList,
};

/** A phrase without any of the answer; undefined when it is what the contract says. */
export function findAnswerFault(place: string, value: unknown): string | undefined {
  const name = nameOf(place);
  return findDataFault(value) ?? (checks[name]?.(value) ? undefined : `no answer that the contract knows for ${name}`);
}

function isClaim(value: unknown): boolean {
  switch (at(value, 'by')) {
    case 'key':
      return isText(at(value, 'key'));
    case 'connector':
      return isText(at(value, 'id'));
    case 'hint':
      return isTextOrAbsent(at(value, 'hint'));
    default:
      return at(value, 'by') === 'none';
  }
}

function isFaultOfAdapter(value: unknown): boolean {
  const status = at(value, 'status');
  return (
    at(value, 'kind') === 'fault' && isOneOf(codes)(at(value, 'code')) && Number.isInteger(status) && isText(at(value, 'detail'))
  );
}

function isScheme(value: unknown): boolean {
  const tolerance = at(value, 'toleranceSeconds');
  return (
    isText(at(value, 'description')) &&
    isTextOrAbsent(at(value, 'header')) &&
    (tolerance === undefined || typeof tolerance === 'number')
  );
}

function isTranslation(value: unknown): boolean {
  switch (at(value, 'kind')) {
    case 'command':
      return isNamed(at(value, 'command'), commandTexts, isText);
    case 'query':
      return isNamed(at(value, 'query'), queryPlaces, (part) => part !== undefined);
    case 'ignore':
    case 'quarantine':
      return isText(at(value, 'reason')) && isTextOrAbsent(at(value, 'externalId'));
    default:
      return isFaultOfAdapter(value);
  }
}

function isNamed(value: unknown, known: Readonly<Record<string, readonly string[]>>, check: Check): boolean {
  const name = at(value, 'name');
  return (
    isText(name) && Object.hasOwn(known, String(name)) && (known[String(name)] ?? []).every((place) => check(at(value, place)))
  );
}

function isReply(value: unknown): boolean {
  const status = at(value, 'status');
  return (
    Number.isInteger(status) &&
    Number(status) >= 200 &&
    Number(status) <= 599 &&
    isText(at(value, 'body')) &&
    (at(value, 'contentType') === undefined || headerValue.test(String(at(value, 'contentType')))) &&
    areHeaders(at(value, 'headers') ?? {})
  );
}

function isMessage(value: unknown): boolean {
  switch (at(value, 'kind')) {
    case 'http':
      return (
        ['POST', 'PUT'].includes(String(at(value, 'method'))) &&
        isText(at(value, 'url')) &&
        isText(at(value, 'body')) &&
        areHeaders(at(value, 'headers'))
      );
    case 'email':
      return isText(at(value, 'subject')) && isText(at(value, 'text'));
    case 'unsendable':
      return isText(at(value, 'reason'));
    default:
      return false;
  }
}

function areHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, text]: [string, unknown]) => headerName.test(name) && typeof text === 'string' && headerValue.test(text),
  );
}

function isFieldList(value: unknown): boolean {
  return Array.isArray(value) && value.every((field) => isText(at(field, 'path')) && isText(at(field, 'message')));
}

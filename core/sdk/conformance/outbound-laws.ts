/**
 * Laws about deliveries: building is pure, event data chooses neither host nor headers, and every answer gets a judgement.
 */
import type { Outbound, OutboundMessage, Target } from '../contract.ts';
import { type EventType, eventTypes, type HubEvent } from '../../domain/event.ts';
import { fullEvent, withSendersTexts } from './full-events.ts';
import { checkHeaders } from './reply.ts';
import { broken, type Subject, survives } from './subject.ts';
import { asText, deepFreeze, untilTheClockMoves, withTexts } from './value.ts';

const judgements: ReadonlySet<string> = new Set(['delivered', 'retry', 'drop', 'disable']);
const hostileTexts = [
  'https://evil.example/',
  '//evil.example/',
  '@evil.example',
  '.evil.example',
  ':8443',
  '\\\\evil.example',
  '/../..',
  '..',
  '?',
  '#',
  '%2e%2e%2f',
  'a\r\nX-Evil: 1',
  'name-\u0141\u2028', // sendable in a body, and in no header
  '\u0000',
  '\ud800',
  '{{id}}',
  'x'.repeat(5_000),
];
const answerBodies = ['', 'ok', '{}', '{"ok":true}', '{"ok":"true"}', '[', 'null', '\u0000', 'x'.repeat(20_000)];

/** The subscribable events come from the catalogue, each once, and the limit of subscriptions is a number of them. */
export function namesItsEvents<Config extends object>(subject: Subject<Config>): void {
  const { outbound } = subject.adapter;
  if (outbound === undefined) return;
  const known: ReadonlySet<EventType> = new Set(eventTypes);
  for (const type of outbound.events) if (!known.has(type)) broken(`there is no event ${type}`);
  if (new Set(outbound.events).size !== outbound.events.length) broken('an event is named twice');
  if (!Number.isSafeInteger(outbound.maxSubscriptions) || outbound.maxSubscriptions < 1)
    broken('maxSubscriptions has to be a positive integer');
  if ((subject.samples.events ?? []).length === 0)
    broken('the format sends, but there is no sample event: there is nothing to judge');
  if ((subject.samples.targets ?? []).length === 0)
    broken('the format sends, but there is no sample target: there is nothing to judge');
}

/** The same event to the same target is the same message, and neither is changed. */
export function buildsPurely<Config extends object>(subject: Subject<Config>): void {
  forEachDelivery(subject, (outbound, event, target) => {
    const frozen = [deepFreeze(structuredClone(event)), deepFreeze(structuredClone(target))] as const;
    const first = survives(`build(${event.type})`, () => outbound.build(...frozen));
    untilTheClockMoves();
    if (asText(outbound.build(...frozen)) !== asText(first)) broken(`build(${event.type}): the same event gives two messages`);
  });
}

/** The host, scheme and port are the target's, whatever stands in the event. */
export function keepsTheTargetsHost<Config extends object>(subject: Subject<Config>): void {
  forEachHostileDelivery(subject, (message, event, target) => {
    if (message.kind !== 'http') return; // the hub itself addresses an e-mail
    if (!URL.canParse(message.url)) broken(`build(${event.type}): the URL cannot be parsed`);
    const actual = new URL(message.url);
    // A target may be stored without its scheme, which is https then; `example.com:8443/x` would parse as a scheme.
    const expected = new URL(/^[a-z]+:\/\//i.test(target.url) ? target.url : `https://${target.url}`);
    const authority = ({ protocol, host, username, password }: URL): string => asText([protocol, host, username, password]);
    if (authority(actual) !== authority(expected)) broken(`build(${event.type}): event data chose where the message goes`);
  });
}

/** No event data can add a header or break one. */
export function keepsItsHeadersIntact<Config extends object>(subject: Subject<Config>): void {
  forEachHostileDelivery(subject, (message, event) => {
    const place = `build(${event.type})`;
    switch (message.kind) {
      case 'http':
        checkHeaders(message.headers, place);
        if (typeof message.body !== 'string' || !message.body.isWellFormed())
          broken(`${place}: the body is not text that can be sent`);
        return;
      case 'email':
        if (!isLine(message.subject)) broken(`${place}: the subject is not one line of text`);
        if (typeof message.text !== 'string' || !message.text.isWellFormed()) broken(`${place}: the text cannot be sent`);
        return;
      case 'unsendable':
        if (!isLine(message.reason)) broken(`${place}: the reason is not one line of text`);
        if (hostileTexts.some((text) => text.length > 3 && message.reason.includes(text)))
          broken(`${place}: the reason repeats event data`);
        return;
      default:
        broken(`${place} gives a message of no known kind: ${String(message satisfies never)}`);
    }
  });
}

/** Every status from 100 to 599 with any body gets a judgement, and nothing but a success is delivered. */
export function judgesEveryAnswer<Config extends object>({ adapter }: Subject<Config>): void {
  const { outbound } = adapter;
  if (outbound === undefined) return;
  for (let status = 100; status <= 599; status += 1) {
    for (const body of answerBodies) {
      const judgement = survives(`judge(${status})`, () => outbound.judge({ status, body }));
      if (!judgements.has(judgement)) broken(`judge(${status}) gives a judgement that does not exist`);
      if (judgement === 'delivered' && (status < 200 || status > 299)) broken(`judge(${status}) counts a failure as delivered`);
    }
  }
}

/** Text that can stand in a header or in a log: something, on one line, without control characters. */
function isLine(text: unknown): boolean {
  return typeof text === 'string' && text !== '' && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

type Visit<Subjects extends readonly unknown[]> = (...subjects: Subjects) => void;

function forEachDelivery<Config extends object>(
  { adapter, samples }: Subject<Config>,
  visit: Visit<[Outbound<Config>, HubEvent, Target<Config>]>,
): void {
  if (adapter.outbound === undefined) return;
  const replies = adapter.outbound.relayUrl ? (['reply.queued'] as const) : [];
  for (const type of [...adapter.outbound.events, ...replies]) {
    const given = (samples.events ?? []).filter((event) => event.type === type);
    for (const event of [...given, fullEvent(type)]) {
      for (const target of samples.targets ?? []) visit(adapter.outbound, event, target);
    }
  }
}

function forEachHostileDelivery<Config extends object>(
  subject: Subject<Config>,
  visit: Visit<[OutboundMessage, HubEvent, Target<Config>]>,
): void {
  forEachDelivery(subject, (outbound, event, target) => {
    for (const text of hostileTexts) {
      const data: unknown = JSON.parse(event.dataJson);
      for (const spoilt of [withTexts(data, text), withSendersTexts(data, text)]) {
        const hostile = { ...event, dataJson: JSON.stringify(spoilt) };
        const message = survives(`build(${event.type})`, () => outbound.build(hostile, target));
        visit(message, hostile, target);
      }
    }
  });
}

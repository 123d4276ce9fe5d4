/**
 * One attempt at one delivery: build, send, judge, and say what follows. It never stores anything.
 */
import { alertMailFormat } from '../domain/alert.ts';
import type { AttemptRecord, ClaimedDelivery } from '../domain/delivery.ts';
import type { Clock } from '../domain/ports.ts';
import type { AdapterCatalogue, HostedOutbound } from '../sdk/catalogue.ts';
import type { Judgement, OutboundMessage } from '../sdk/contract.ts';
import { alertMail } from './alert-mail.ts';
import { askedAddress, isConfirmationRequest, writeConfirmationRequest } from './recipient-confirmation.ts';
import { nextDelayMilliseconds, parseRetryAfter, parseRetrySchedule } from './retry-schedule.ts';
import type { EmailAnswer, EmailTransport } from './transport-email.ts';
import type { Answer, HttpTransport } from './transport-http.ts';

/** What an attempt needs. */
export interface AttemptDependencies {
  readonly adapters: AdapterCatalogue;
  readonly http: HttpTransport;
  readonly email: EmailTransport;
  /** Where links in e-mails lead. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Milliseconds between attempts; the last one repeats. */
  readonly retrySchedule: readonly number[];
}

interface Problem {
  readonly errorCode: string;
  readonly errorDetail: string;
}

/** Characters kept of the reason of a failure. */
const detailLimit = 1_000;

/** Makes the attempt that was claimed. Never rejects: whatever goes wrong is a failed attempt. */
export async function attemptDelivery(delivery: ClaimedDelivery, needs: AttemptDependencies): Promise<AttemptRecord> {
  const startedAt = needs.clock.now();
  const { format } = delivery.endpoint;
  const outbound = format === alertMailFormat ? alertMail : needs.adapters.find(format)?.adapter.outbound;
  if (!outbound) {
    const errorDetail = `no adapter for the format "${format}" is loaded`;
    return conclude(delivery, needs, startedAt, 'retry', { problem: { errorCode: 'adapter_missing', errorDetail } });
  }
  try {
    return await send(delivery, outbound, needs, startedAt);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    const errorDetail = `the attempt could not be made: ${reason}`;
    return conclude(delivery, needs, startedAt, 'retry', { problem: { errorCode: 'attempt_failed', errorDetail } });
  }
}

async function send(
  delivery: ClaimedDelivery,
  outbound: HostedOutbound,
  needs: AttemptDependencies,
  startedAt: number,
): Promise<AttemptRecord> {
  const fail = (problem: Problem, answer?: Answer | EmailAnswer) =>
    conclude(delivery, needs, startedAt, 'retry', { problem, ...(answer && { answer }) });
  const message = await build(outbound, delivery, needs.publicUrl, startedAt);
  if ('errorCode' in message) return fail(message);
  if (message.kind === 'unsendable') return fail({ errorCode: 'unsendable', errorDetail: message.reason });
  const answer = await dispatch(message, delivery, needs);
  if ('errorCode' in answer) return fail(answer);
  if (answer.kind === 'failed') return fail({ errorCode: answer.error, errorDetail: answer.detail }, answer);
  const judgement =
    message.kind === 'email' ? judgeMail(answer.status) : await outbound.judge({ status: answer.status, body: answer.body });
  const problem = judgement === 'delivered' ? undefined : describe(message.kind, answer.status);
  return conclude(delivery, needs, startedAt, judgement, { answer, ...(problem && { problem }) });
}

/** The message of an event, or why there is none. The question whether mail is welcome is the hub's own. */
async function build(
  outbound: HostedOutbound,
  { id, event, endpoint }: ClaimedDelivery,
  publicUrl: string,
  now: number,
): Promise<OutboundMessage | Problem> {
  const { format, transport, url, headers, config, secrets, standardWebhooks } = endpoint;
  if (isConfirmationRequest(event))
    return writeConfirmationRequest(event, publicUrl, format === alertMailFormat ? 'alerts' : 'notifications');
  if (secrets === undefined) {
    const errorDetail = 'the signing secret cannot be read with this master key: rotate the secret of the endpoint';
    return { errorCode: 'secret_unreadable', errorDetail };
  }
  try {
    const target = {
      deliveryId: id,
      transport,
      url,
      headers,
      config,
      secrets,
      standardWebhooks,
      nowSeconds: Math.floor(now / 1000),
    };
    return await outbound.build(event, target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    return { errorCode: 'adapter_failed', errorDetail: `the adapter could not build this delivery: ${reason}` };
  }
}

/** Sends a message the way that its target was saved for, or says why not. */
async function dispatch(
  message: Exclude<OutboundMessage, { kind: 'unsendable' }>,
  { id, event, endpoint }: ClaimedDelivery,
  { http, email }: AttemptDependencies,
): Promise<Answer | EmailAnswer | Problem> {
  if ((message.kind === 'email') !== (endpoint.transport === 'email')) {
    const errorDetail = `the adapter built a message for ${message.kind}, but the target is for ${endpoint.transport}`;
    return { errorCode: 'adapter_failed', errorDetail };
  }
  if (message.kind === 'http') return http.send(message);
  const { subject, text } = message;
  if (isConfirmationRequest(event)) return email.send({ id, to: askedAddress(event), subject, text });
  if (!endpoint.confirmed) {
    const errorDetail = 'the owner of this address has not followed the link that was mailed to it';
    return { errorCode: 'recipient_not_confirmed', errorDetail };
  }
  return email.send({ id, to: endpoint.url, subject, text });
}

/** A mail server that has taken a message has delivered it, as far as anybody can know. */
function judgeMail(replyCode: number): Judgement {
  return replyCode >= 200 && replyCode < 300 ? 'delivered' : 'retry';
}

function describe(kind: 'http' | 'email', status: number): Problem {
  if (kind === 'email') return { errorCode: `smtp_${status}`, errorDetail: 'the mail server did not accept it' };
  if (status >= 200 && status < 300) {
    const errorDetail = `the receiver answered ${status}, but not with what says in this format that it took the event`;
    return { errorCode: 'not_acknowledged', errorDetail };
  }
  const redirect = status >= 300 && status < 400;
  return { errorCode: `http_${status}`, errorDetail: redirect ? 'redirects are not followed' : 'the receiver did not accept it' };
}

interface Finding {
  readonly answer?: Answer | EmailAnswer;
  readonly problem?: Problem;
}

/** Puts what happened and what follows into one record. */
function conclude(
  delivery: ClaimedDelivery,
  { clock, random, retrySchedule }: AttemptDependencies,
  startedAt: number,
  judgement: Judgement,
  { answer, problem }: Finding,
): AttemptRecord {
  const { organisationId, id: deliveryId, attemptNumber, maxAttempts } = delivery;
  const answered = answer?.kind === 'answered' ? { statusCode: answer.status, responseExcerpt: answer.body } : {};
  const record = {
    organisationId,
    deliveryId,
    attemptNumber,
    startedAt,
    latencyMilliseconds: Math.round(answer?.latencyMilliseconds ?? 0),
    ...answered,
    ...(problem && { errorCode: problem.errorCode, errorDetail: storable(problem.errorDetail) }),
  };
  switch (judgement) {
    case 'delivered':
      return { ...record, status: 'succeeded' };
    case 'drop':
      return { ...record, status: 'dropped' };
    case 'disable':
      return { ...record, status: 'dropped', disableEndpoint: true };
    case 'retry': {
      if (attemptNumber >= maxAttempts) return { ...record, status: 'dropped' };
      const header = answer?.kind === 'answered' && 'headers' in answer ? answer.headers.retryAfter : undefined;
      const retryAfterSeconds = parseRetryAfter(header, clock.now());
      const wish = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      const own = delivery.endpoint.retrySchedule;
      const schedule = own === undefined ? retrySchedule : parseRetrySchedule(own.join(','));
      const delay = nextDelayMilliseconds({ schedule, attemptNumber, random, ...wish });
      return { ...record, status: 'failed', nextAttemptAt: clock.now() + delay };
    }
  }
}

/** The words of an adapter or a library as a text column can hold them. */
function storable(text: string): string {
  return text.slice(0, detailLimit).toWellFormed().replaceAll('\0', '\ufffd');
}

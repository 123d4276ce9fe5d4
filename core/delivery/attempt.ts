/**
 * One attempt at one delivery: build, send, judge, and say what follows. It never stores anything.
 */
import type { AttemptRecord, ClaimedDelivery } from '../domain/delivery.ts';
import type { Clock } from '../domain/ports.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import type { Judgement, Outbound, OutboundMessage } from '../sdk/contract.ts';
import { nextDelayMilliseconds, parseRetryAfter } from './retry-schedule.ts';
import type { Answer, HttpTransport } from './transport-http.ts';

/** What an attempt needs. */
export interface AttemptDependencies {
  readonly adapters: AdapterCatalogue;
  readonly transport: HttpTransport;
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

/** Makes the attempt that was claimed. Never rejects: whatever goes wrong is a failed attempt. */
export async function attemptDelivery(delivery: ClaimedDelivery, needs: AttemptDependencies): Promise<AttemptRecord> {
  const startedAt = needs.clock.now();
  const outbound = needs.adapters.find(delivery.endpoint.format)?.adapter.outbound;
  if (!outbound) {
    const errorDetail = `no adapter for the format "${delivery.endpoint.format}" is loaded`;
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
  outbound: Outbound,
  needs: AttemptDependencies,
  startedAt: number,
): Promise<AttemptRecord> {
  if (delivery.endpoint.secrets.length === 0) {
    const errorDetail = 'the signing secret cannot be read with this master key: rotate the secret of the endpoint';
    return conclude(delivery, needs, startedAt, 'retry', { problem: { errorCode: 'secret_unreadable', errorDetail } });
  }
  const message = build(outbound, delivery, startedAt);
  if ('errorCode' in message) return conclude(delivery, needs, startedAt, 'retry', { problem: message });
  const answer = await needs.transport.send(message);
  if (answer.kind === 'failed') {
    const problem = { errorCode: answer.error, errorDetail: answer.detail };
    return conclude(delivery, needs, startedAt, 'retry', { answer, problem });
  }
  const judgement = outbound.judge({ status: answer.status, body: answer.body });
  const problem = judgement === 'delivered' ? undefined : describe(answer.status);
  return conclude(delivery, needs, startedAt, judgement, { answer, ...(problem && { problem }) });
}

function build(outbound: Outbound, { id, event, endpoint }: ClaimedDelivery, now: number): OutboundMessage | Problem {
  const { url, headers, secrets } = endpoint;
  try {
    return outbound.build(event, { deliveryId: id, url, headers, secrets, nowSeconds: Math.floor(now / 1000) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    return { errorCode: 'adapter_failed', errorDetail: `the adapter could not build this delivery: ${reason}` };
  }
}

function describe(status: number): Problem {
  const redirect = status >= 300 && status < 400;
  return { errorCode: `http_${status}`, errorDetail: redirect ? 'redirects are not followed' : 'the receiver did not accept it' };
}

interface Finding {
  readonly answer?: Answer;
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
    ...problem,
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
      const header = answer?.kind === 'answered' ? answer.headers.retryAfter : undefined;
      const retryAfterSeconds = parseRetryAfter(header, clock.now());
      const wish = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      const delay = nextDelayMilliseconds({ schedule: retrySchedule, attemptNumber, random, ...wish });
      return { ...record, status: 'failed', nextAttemptAt: clock.now() + delay };
    }
  }
}

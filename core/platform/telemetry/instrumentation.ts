/**
 * Puts observers around work. What is observed does not know it; its results pass unchanged.
 */
import type { AttemptRecord, ClaimedDelivery } from '../../domain/delivery.ts';
import type { FinishedAttempt, FinishedRequest, Observer, Stopwatch } from '../../domain/telemetry.ts';
import type { UnitOfWork } from '../../domain/unit-of-work.ts';

type Attempt = (delivery: ClaimedDelivery) => Promise<AttemptRecord>;

/** Watches the hub's work for its observers. */
export interface Instrumentation {
  readonly stopwatch: Stopwatch;
  requestFinished(request: FinishedRequest): void;
  /** The same unit of work, watched. Belongs behind the commit queue, where a batch is one commit. */
  ofCommits(inner: UnitOfWork): UnitOfWork;
  /** The same attempt, watched. */
  ofAttempts(inner: Attempt): Attempt;
}

/** Makes it; each observer is told of everything, in their order. */
export function createInstrumentation(observers: readonly Observer[], stopwatch: Stopwatch): Instrumentation {
  return {
    stopwatch,
    requestFinished: (request) => observers.forEach((observer) => observer.requestFinished?.(request)),
    ofCommits: (inner) => ({
      async commit(units) {
        const startedAt = stopwatch();
        const results = await inner.commit(units);
        const requestIds = units.flatMap(({ requestId }) => (requestId === undefined ? [] : [requestId]));
        const finished = { batchSize: units.length, requestIds, durationMilliseconds: stopwatch() - startedAt };
        observers.forEach((observer) => observer.commitFinished?.(finished));
        return results;
      },
    }),
    ofAttempts: (inner) => async (delivery) => {
      const startedAt = stopwatch();
      const record = await inner(delivery);
      const finished = finishedAttempt(delivery, record, stopwatch() - startedAt);
      observers.forEach((observer) => observer.attemptFinished?.(finished));
      return record;
    },
  };
}

function finishedAttempt(delivery: ClaimedDelivery, record: AttemptRecord, durationMilliseconds: number): FinishedAttempt {
  const { id: deliveryId, attemptNumber, event, endpoint, requestId, dueAt, notBefore } = delivery;
  const { status: outcome, statusCode, errorCode, startedAt } = record;
  return {
    deliveryId,
    attemptNumber,
    eventType: event.type,
    format: endpoint.format,
    outcome,
    durationMilliseconds,
    ...(requestId !== undefined && { requestId }),
    ...(statusCode !== undefined && { statusCode }),
    ...(errorCode !== undefined && { errorCode }),
    ...(dueAt !== undefined && { lagMilliseconds: Math.max(0, startedAt - Math.max(dueAt, notBefore ?? dueAt)) }),
  };
}

/**
 * The dispatcher: takes due deliveries, keeps many attempts in flight, and settles them in batches. It knows neither the
 * database nor the protocol of a delivery.
 *
 * A slow receiver holds only its own attempts: nothing waits for the batch in which they were taken, and what else is due
 * to it waits in the queue until it has answered some.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptRecord, ClaimedDelivery, DeliveryLedger } from '../domain/delivery.ts';
import type { Clock, Log } from '../domain/ports.ts';

/** What a dispatcher is made of; times in milliseconds. */
export interface DispatcherOptions {
  readonly ledger: DeliveryLedger;
  /** Makes one attempt; must not reject. */
  readonly attempt: (delivery: ClaimedDelivery) => Promise<AttemptRecord>;
  readonly clock: Clock;
  readonly log: Log;
  readonly maximumInFlight?: number;
  /** With this many unanswered attempts an endpoint gets no more; one claim takes no more for it either. */
  readonly maximumUnanswered?: number;
  /** How long to wait after a wake before looking, so that a burst of commits is one look. */
  readonly wakeDelayMilliseconds?: number;
  /** How often to look without being woken: for retries that come due, and for other processes' commits. */
  readonly pollMilliseconds?: number;
}

/** A running loop. */
export interface Dispatcher {
  start(): void;
  /** Says that something may be due. Cheap; call it after every commit that made deliveries. */
  wake(): void;
  /** Takes nothing new, waits for what is in flight, and settles it. */
  stop(): Promise<void>;
}

const claimLimit = 100;
/** Twice as many, less one, can be reached, and fit into the 64 connections that the transport opens to one origin. */
const unansweredLimit = 32;
/** One endpoint may hold a twentieth of the room that is left. */
const roomShare = 20;
const settleLimit = 200;
const settleDelayMilliseconds = 5;
const leaseMilliseconds = 6_000;
const upkeepMilliseconds = 2_000;
const lastUpkeepMilliseconds = 50; // while stopping, which ends with the last attempt
const afterErrorMilliseconds = 1_000;
/** An endpoint that waits for its time is looked at again after this: an operator may have asked for an attempt now. */
const holdMilliseconds = 2_000;

/** Makes a dispatcher; `start` sets it going. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { ledger, attempt, clock, log, maximumInFlight = 1_000, maximumUnanswered = unansweredLimit } = options;
  const { wakeDelayMilliseconds = 20, pollMilliseconds = 500 } = options;
  const inFlight = new Map<string, ClaimedDelivery>();
  const unanswered = new Map<string, number>(); // by endpoint
  const lastStarts = new Map<string, number>(); // by endpoint, of those with a limit per second
  const heldUntil = new Map<string, number>(); // by endpoint, milliseconds since 1970
  const ownLimits = new Map<string, number>(); // by endpoint, of those with unanswered attempts
  const stopping = new AbortController();
  let finished: AttemptRecord[] = [];
  let woken = Promise.withResolvers<void>();
  let wakeTimer: NodeJS.Timeout | undefined;
  let settling: Promise<void> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  const wake = (): void => {
    wakeTimer ??= setTimeout(() => {
      wakeTimer = undefined;
      woken.resolve();
    }, wakeDelayMilliseconds);
  };

  /** Rests until woken, until the time is over, or until the dispatcher stops. */
  const rest = async (milliseconds: number): Promise<void> => {
    const stopped = sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined); // only an abort rejects
    await Promise.race([woken.promise, stopped]);
    woken = Promise.withResolvers<void>();
  };

  const complain = (what: string, error: unknown): void => {
    log.warn(what, { reason: error instanceof Error ? error.message : 'unknown' });
  };

  const settleFinished = async (): Promise<void> => {
    await sleep(settleDelayMilliseconds);
    while (finished.length > 0) {
      const batch = finished.slice(0, settleLimit);
      try {
        await ledger.settle(batch);
      } catch (error) {
        complain('attempts could not be recorded, will be tried again', error);
        await sleep(afterErrorMilliseconds);
        continue;
      }
      finished = finished.slice(batch.length);
      for (const { deliveryId } of batch) inFlight.delete(deliveryId);
      woken.resolve(); // there is room again
    }
    settling = undefined;
  };

  const countUnanswered = (endpointId: string, change: 1 | -1): void => {
    const count = (unanswered.get(endpointId) ?? 0) + change;
    if (count > 0) unanswered.set(endpointId, count);
    else {
      unanswered.delete(endpointId);
      ownLimits.delete(endpointId);
    }
  };

  /** The fuller the dispatcher, the less one endpoint may hold of it: many that hang must leave room for the others. */
  const allowance = (): number =>
    Math.max(1, Math.min(maximumUnanswered, Math.floor((maximumInFlight - inFlight.size) / roomShare)));

  /** Endpoints that wait for their time, so that a backlog of theirs is not looked at over and over. */
  const heldEndpoints = (): readonly string[] => {
    const now = clock.now();
    for (const [endpointId, until] of heldUntil) if (until <= now) heldUntil.delete(endpointId);
    return [...heldUntil.keys()];
  };

  const isBusy = (endpointId: string): boolean =>
    (unanswered.get(endpointId) ?? 0) >= Math.min(allowance(), ownLimits.get(endpointId) ?? allowance());

  /** Attempts under a limit per second are claimed a little ahead of their turn. */
  const itsTurn = async ({ notBefore, endpoint }: ClaimedDelivery): Promise<void> => {
    if (notBefore === undefined || endpoint.ratePerSecond === undefined) return;
    // Counted from the last start as well, which may have been a little late.
    const previous = lastStarts.get(endpoint.id) ?? 0;
    const start = Math.max(clock.now(), notBefore, previous + 1_000 / endpoint.ratePerSecond);
    lastStarts.set(endpoint.id, start);
    await sleep(Math.max(0, start - clock.now()));
  };

  const launch = (delivery: ClaimedDelivery): void => {
    inFlight.set(delivery.id, delivery);
    const { id: endpointId, concurrency } = delivery.endpoint;
    countUnanswered(endpointId, 1);
    if (concurrency !== undefined) ownLimits.set(endpointId, concurrency);
    void itsTurn(delivery)
      .then(() => attempt(delivery))
      .then((record) => {
        countUnanswered(endpointId, -1);
        finished.push(record);
        settling ??= settleFinished();
      });
  };

  const takeDue = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const room = Math.min(claimLimit, maximumInFlight - inFlight.size);
      try {
        if (room <= 0) {
          await rest(pollMilliseconds);
          continue;
        }
        const busyEndpoints = [...[...unanswered.keys()].filter(isBusy), ...heldEndpoints()];
        const { deliveries, taken, waits } = await ledger.claim(room, leaseMilliseconds, {
          limitPerEndpoint: allowance(),
          busyEndpoints,
        });
        deliveries.forEach(launch);
        const latest = clock.now() + holdMilliseconds;
        for (const { endpointId, until } of waits) heldUntil.set(endpointId, Math.min(until, latest));
        // An endpoint that has become busy, or wants to wait, may have kept others out of this claim.
        const keptOut = waits.length > 0 || deliveries.some(({ endpoint }) => isBusy(endpoint.id));
        if (taken < room && !keptOut) await rest(pollMilliseconds);
      } catch (error) {
        complain('due deliveries could not be taken, will be tried again', error);
        await rest(afterErrorMilliseconds);
      }
    }
  };

  const keepLeases = async (): Promise<void> => {
    while (!stopping.signal.aborted || inFlight.size > 0) {
      try {
        const held = [...inFlight.values()];
        if (held.length > 0) await ledger.renew(held, leaseMilliseconds);
        if (!stopping.signal.aborted && (await ledger.recover()) > 0) wake();
        if (!stopping.signal.aborted) await ledger.requeueOverdue();
        // One batch, and the leases again: a long recovery must not let them lapse.
        if (!stopping.signal.aborted && (await ledger.advanceRecovery()) > 0) {
          wake();
          continue;
        }
      } catch (error) {
        complain('leases could not be kept, will be tried again', error);
      }
      await sleep(upkeepMilliseconds, undefined, { signal: stopping.signal }).catch(() => sleep(lastUpkeepMilliseconds));
    }
  };

  return {
    start: () => void (running = Promise.all([takeDue(), keepLeases()])),
    wake,
    async stop() {
      stopping.abort();
      clearTimeout(wakeTimer);
      await running;
    },
  };
}

/**
 * Keeps one isolated adapter running and lets it answer one call at a time, so that it is always known which call it is that
 * takes too long. A call that is slow keeps its guest to itself: the others go on with a new one.
 *
 * When a guest ends by itself, the call it was at is tried once more on another one, within the same time limit: calls are
 * pure, and it may have ended by what an earlier one left behind.
 */
import { AdapterFailure, type AdapterFailureReason } from '../../domain/adapter-failure.ts';
import { Unloadable } from '../check-adapter.ts';
import { findAnswerFault } from './answer-shapes.ts';
import type { Description } from './description.ts';
import type { StartGuest } from './guest-handle.ts';
import { type AnswerMessage, type Assignment, packGiven } from './messages.ts';
import { type Runner, startRunner } from './runner.ts';

/** What a host is made of. */
export interface HostOptions {
  readonly start: StartGuest;
  readonly assignment: Assignment;
  /** How long one call may take, its second try included. */
  readonly timeoutMilliseconds: number;
  readonly onPrint: (text: string) => void;
  /** Milliseconds since any one moment. */
  readonly now: () => number;
  readonly onFailure: (failure: AdapterFailure) => void;
}

/** A running adapter. */
export interface AdapterHost {
  readonly description: Description;
  /** Names the adapter in its failures. */
  name(format: string): void;
  /** Calls the function at a place. Rejects with an AdapterFailure. */
  call(place: string, given: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

interface Waiting {
  readonly place: string;
  readonly given: readonly unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: AdapterFailure) => void;
  /** Time spent with guests that died. */
  spentMilliseconds: number;
  isRetried: boolean;
}

/** After this long a call counts as slow, and nobody waits behind it any more. */
const patienceMilliseconds = 50;
/** How many slow calls may keep a guest each; beyond that the others do wait. */
const maximumSlow = 2;
const maximumWaiting = 1_000;
const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 60_000;
/** A guest that lived this long shows that the adapter can run. */
const steadyMilliseconds = 10_000;

/** Starts the adapter. Rejects with a sentence when it cannot be loaded or is not there within ten seconds. */
export async function startAdapterHost(options: HostOptions): Promise<AdapterHost> {
  let format = 'that is being loaded';
  let waiting: Waiting[] = [];
  let active: Runner | undefined;
  const slow = new Set<Runner>();
  let spare: Runner | undefined;
  let deaths = 0;
  let resumesAt = 0;
  let closed = false;
  let resumption: NodeJS.Timeout | undefined;

  const first = start();
  active = first;
  const readiness = await first.readiness;
  if (readiness.kind === 'failed') {
    await first.end();
    throw new Unloadable(readiness.reason);
  }
  const { description } = readiness;
  const expected = JSON.stringify(description);

  return {
    description,
    name: (given) => void (format = given),
    call: (place, given) =>
      new Promise((resolve, reject) => {
        const call: Waiting = { place, given: packGiven(place, given), resolve, reject, spentMilliseconds: 0, isRetried: false };
        if (closed) return fail(call, 'unavailable', 'the hub is stopping');
        if (waiting.length >= maximumWaiting) return fail(call, 'unavailable', 'too many calls wait for it');
        waiting.push(call);
        pump();
      }),
    async close() {
      closed = true;
      clearTimeout(resumption);
      for (const call of waiting.splice(0)) fail(call, 'unavailable', 'the hub is stopping');
      await Promise.all([active, spare, ...slow].map(async (runner) => runner?.end()));
    },
  };

  function start(): Runner {
    const runner: Runner = startRunner(options, {
      onIdleDeath: (reason) => lose(runner, reason, 'it ended while it was at no call'),
    });
    return runner;
  }

  /** Gives the next call to the guest that is free, and sees to it that there is one. */
  function pump(): void {
    if (closed || waiting.length === 0) return;
    active ??= replacement();
    if (active === undefined) {
      for (const call of waiting.splice(0)) fail(call, 'unavailable', 'it ended again and again, and is tried again later');
      return;
    }
    if (!active.isFree()) return;
    const [call] = waiting.splice(0, 1);
    if (call) void run(active, call);
  }

  async function run(runner: Runner, call: Waiting): Promise<void> {
    const startedAt = options.now();
    const patience = setTimeout(() => giveWay(runner), patienceMilliseconds);
    const limit = options.timeoutMilliseconds - call.spentMilliseconds;
    const answer = await runner.ask(call.place, call.given, limit);
    clearTimeout(patience);
    const outcome = typeof answer === 'object' && 'spoiled' in answer && answer.spoiled === 'before' ? 'exited' : answer;
    if (outcome !== answer) void runner.end();
    if (typeof outcome === 'object') {
      if (!settle(call, outcome)) retire(runner);
      else if (slow.delete(runner)) {
        if (active === undefined) active = runner;
        else if (spare === undefined) spare = runner;
        else await runner.end();
      }
    } else {
      slow.delete(runner);
      if (active === runner) active = undefined;
      call.spentMilliseconds += options.now() - startedAt;
      if (outcome === 'exited' && !call.isRetried && call.spentMilliseconds < options.timeoutMilliseconds / 2) {
        call.isRetried = true;
        waiting.unshift(call);
      } else fail(call, outcome, explanations[outcome]);
      active ??= replacement(); // at once, so that the next request does not wait for the start
    }
    pump();
  }

  /** Leaves a slow call alone with its guest, so that the others go on with a new one: it is there before the slow one is ended. */
  function giveWay(runner: Runner): void {
    if (active !== runner || slow.size >= maximumSlow) return;
    slow.add(runner);
    active = replacement();
    pump();
  }

  /** The one that is left from an earlier slow call, or a new one; undefined while it is not to be started. */
  function replacement(): Runner | undefined {
    const kept = spare;
    spare = undefined;
    if (kept?.isFree()) return kept;
    if (closed || options.now() < resumesAt) return undefined;
    const runner = start();
    void runner.readiness.then((answer) => {
      const same = answer.kind === 'ready' && JSON.stringify(answer.description) === expected;
      if (!same) return lose(runner, 'exited', answer.kind === 'failed' ? answer.reason : 'it describes itself otherwise now');
      pump();
    });
    return runner;
  }

  /** A guest that ended beside its calls, or could not start: whoever does so again and again is left alone for longer. */
  function lose(runner: Runner, reason: 'memory' | 'exited', explanation: string): void {
    if (closed || runner.isLost()) return;
    runner.markLost();
    slow.delete(runner);
    if (active === runner) active = undefined;
    if (spare === runner) spare = undefined;
    void runner.end();
    deaths = runner.ageMilliseconds() > steadyMilliseconds ? 1 : deaths + 1;
    const pause = deaths === 1 ? 0 : Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (deaths - 2));
    resumesAt = options.now() + pause;
    options.onFailure(new AdapterFailure(format, 'starting or waiting', reason, explanation));
    clearTimeout(resumption);
    resumption = setTimeout(() => (active ??= replacement()), pause);
    resumption.unref();
    pump();
  }

  /** A guest that answers what the contract does not know may have been spoiled by an earlier call: the next call gets a new one. */
  function retire(runner: Runner): void {
    slow.delete(runner);
    if (active === runner) active = undefined;
    void runner.end();
    active ??= replacement();
  }

  /** Whether the guest that answered so may answer again. */
  function settle(call: Waiting, answer: AnswerMessage): boolean {
    if ('error' in answer) {
      fail(call, 'threw', answer.error);
      return answer.spoiled === undefined;
    }
    const fault = findAnswerFault(call.place, answer.value);
    if (fault === undefined) call.resolve(answer.value);
    else fail(call, 'bad_result', fault);
    return fault === undefined;
  }

  function fail(call: Waiting, reason: AdapterFailureReason, explanation: string): void {
    const failure = new AdapterFailure(format, call.place, reason, explanation);
    options.onFailure(failure);
    call.reject(failure);
  }
}

const explanations = {
  timeout: 'no answer within its time limit',
  memory: 'it took more than its memory limit',
  exited: 'it ended by itself',
} as const;

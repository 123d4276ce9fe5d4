/**
 * One guest and the one call it is at. It starts, asks, watches the clock and the memory, and ends; what follows from an end
 * is the host's to decide.
 */
import type { GuestHandle, StartGuest } from './guest-handle.ts';
import type { AnswerMessage, Assignment, Readiness } from './messages.ts';

/** What a runner is made of. */
export interface RunnerOptions {
  readonly start: StartGuest;
  readonly assignment: Assignment;
  readonly onPrint: (text: string) => void;
  /** Milliseconds since any one moment. */
  readonly now: () => number;
}

/** Why a call got no answer. */
export type NoAnswer = 'timeout' | 'memory' | 'exited';

/** See the file's head. */
export interface Runner {
  /** Whether the adapter could be loaded. Never rejects. */
  readonly readiness: Promise<Readiness>;
  /** True when it is ready and at no call. */
  isFree(): boolean;
  /** Asks, and ends the guest unless it answers in time. Only while it is free. */
  ask(place: string, given: readonly unknown[], limitMilliseconds: number): Promise<AnswerMessage | NoAnswer>;
  ageMilliseconds(): number;
  isLost(): boolean;
  /** Says that the host has let go of it. */
  markLost(): void;
  end(): Promise<void>;
}

const startMilliseconds = 10_000;
const memoryCheckMilliseconds = 50;

/** Starts a guest. `onIdleDeath` is called when a guest that was ready ends while it is at no call. */
export function startRunner(
  { start, assignment, onPrint, now }: RunnerOptions,
  { onIdleDeath }: { readonly onIdleDeath: (reason: 'memory' | 'exited') => void },
): Runner {
  const startedAt = now();
  const { promise: readiness, resolve: settleReadiness } = Promise.withResolvers<Readiness>();
  let state: 'starting' | 'free' | 'busy' | 'ended' = 'starting';
  let lost = false;
  let nextId = 1;
  let conclude: ((outcome: AnswerMessage | NoAnswer) => void) | undefined;

  let guest: GuestHandle | undefined;
  startOrFail();
  const patience = setTimeout(() => failStart(`is not there within ${startMilliseconds / 1_000} seconds`), startMilliseconds);
  void readiness.then(() => clearTimeout(patience));

  return {
    readiness,
    isFree: () => state === 'free',
    ask(place, given, limitMilliseconds) {
      state = 'busy';
      const id = nextId++;
      return new Promise((resolve) => {
        const limit = setTimeout(() => void stopWith('timeout'), limitMilliseconds);
        const memory = setInterval(() => {
          void guest?.isOverMemory().then((isOver) => (isOver ? stopWith('memory') : undefined));
        }, memoryCheckMilliseconds);
        conclude = (outcome) => {
          if (typeof outcome === 'object' && outcome.id !== id) return; // an answer to nothing that was asked
          clearTimeout(limit);
          clearInterval(memory);
          conclude = undefined;
          state = typeof outcome === 'object' ? 'free' : 'ended';
          resolve(outcome);
        };
        guest?.send(JSON.stringify({ id, place, given }));
      });
    },
    ageMilliseconds: () => now() - startedAt,
    isLost: () => lost,
    markLost: () => void (lost = true),
    end,
  };

  function startOrFail(): void {
    try {
      guest = start(assignment, { onMessage: take, onPrint, onEnd });
    } catch (error) {
      failStart(`could not be started: ${error instanceof Error ? error.message : 'no reason given'}`);
    }
  }

  function take(text: string): void {
    const message = parse(text);
    if (state === 'starting') {
      const answer = readinessOf(message);
      state = answer.kind === 'ready' ? 'free' : 'ended';
      settleReadiness(answer);
    } else if (isAnswer(message)) conclude?.(message);
  }

  function onEnd(reason: 'memory' | 'exited'): void {
    const before = state;
    state = 'ended';
    if (before === 'starting') failStart(reason === 'memory' ? 'took more than its memory limit' : 'ended while it was loaded');
    else if (conclude) conclude(reason);
    else if (before === 'free') onIdleDeath(reason);
  }

  async function stopWith(reason: NoAnswer): Promise<void> {
    if (!conclude) return;
    const settle = conclude;
    conclude = undefined; // an answer that comes now comes too late
    await end();
    settle(reason);
  }

  function failStart(reason: string): void {
    settleReadiness({ kind: 'failed', reason });
    void end();
  }

  async function end(): Promise<void> {
    state = 'ended';
    conclude?.('exited');
    await guest?.end();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(message: unknown): message is AnswerMessage {
  return typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number';
}

/** A guest may say anything, so what it says is looked at. */
function readinessOf(message: unknown): Readiness {
  const given = message as Partial<Record<string, unknown>> | null | undefined; // every property is looked at
  if (given?.['kind'] === 'failed') return { kind: 'failed', reason: String(given['reason']).slice(0, 1_000) };
  const description = given?.['description'] as { data?: unknown; functions?: unknown } | undefined;
  const functions = description?.functions;
  if (given?.['kind'] !== 'ready' || !Array.isArray(functions) || !functions.every((place) => typeof place === 'string'))
    return { kind: 'failed', reason: 'did not describe itself' };
  return { kind: 'ready', description: { data: description?.data, functions } };
}

/**
 * Sends the connections of a server away before it stops, and closes none that a client may be about to use. It knows
 * connections and when they were answered, and nothing of what is answered.
 *
 * A request on a connection that the server closes at that moment is answered with a reset, and so is one on a connection
 * that still waits to be accepted when the server stops listening. Hence three steps:
 *
 * 1. `leaving`: the server listens on. A request on a connection that was quiet before, or that is new, is answered with
 *    `Connection: close`, and its client comes back seldom. A busy client is served as ever: told to go, it would come back at
 *    once and open a connection for every request. The step ends when no connection is quiet any more: each was told, or
 *    was idle for as long as an answer promises.
 * 2. `settling`: whoever was told and came back may stay now, so that soon nobody connects any more. In such a moment the
 *    server stops listening.
 * 3. `closing`: everybody who is left is told with the next answer. It is short, for nobody can come any more: a connection
 *    whose client sends nothing in it is closed.
 */
import type { Server, ServerResponse } from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Stopwatch } from '../domain/telemetry.ts';

/** Watches a server's connections from the first one on. */
export interface ConnectionDrain {
  /** True from the first moment of `drain` on. */
  readonly isDraining: boolean;
  /** To be told of each answer before anything is made of it. */
  watch(response: ServerResponse): void;
  /** Resolves when the last connection is closed; whoever does not come to an end is cut off. */
  drain(): Promise<void>;
}

/** How long a connection without a request counts as busy. */
const quietMilliseconds = 500;
const lookMilliseconds = 50;
/** Nobody is expected to connect when nobody did for this long, and how long to wait for that. */
const settledMilliseconds = 100;
const settlingLimitMilliseconds = 1_500;
/** How long the moment may last in which the server stops listening, for somebody may come in it, and how long to wait for one. */
const momentMilliseconds = 0.2;
const momentLimitMilliseconds = 3_000;
/** Within which a client that is at work sends its next request. */
const lastCallMilliseconds = 2_000;
/** For requests that never finish: a supervisor waits 25 s for everything. */
const stragglerMilliseconds = 5_000;

interface Connection {
  /** When its last answer was out; absent before the first one and while one is made. */
  answeredAt: number | undefined;
}

/** For a server that does not listen yet. It listens on for `leastMilliseconds` or longer, which is time for a balancer to see that it is not ready. */
export function createConnectionDrain(server: Server, stopwatch: Stopwatch, leastMilliseconds: number): ConnectionDrain {
  const connections = new Map<Socket, Connection>();
  const unanswered = new Set<ServerResponse>();
  const streams = new WeakSet<ServerResponse>(); // of events: they have no end of their own, and their clients come back
  let stage: 'serving' | 'leaving' | 'settling' | 'closing' = 'serving';
  let arrivals = 0;
  let arrivedAt = -Infinity;

  server.on('connection', (socket) => {
    arrivals += 1;
    arrivedAt = stopwatch();
    connections.set(socket, { answeredAt: undefined });
    socket.once('close', () => connections.delete(socket));
  });

  const isQuiet = ({ answeredAt }: Connection): boolean =>
    answeredAt !== undefined && stopwatch() - answeredAt >= quietMilliseconds;

  const isToGo = (connection: Connection): boolean =>
    stage === 'closing' || (stage === 'leaving' && (connection.answeredAt === undefined || isQuiet(connection)));

  const askToGo = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
    else if (streams.has(response)) response.end();
  };

  const untilNobodyIsQuiet = async (): Promise<void> => {
    const begunAt = stopwatch();
    const promisedMilliseconds = server.keepAliveTimeout + server.keepAliveTimeoutBuffer + quietMilliseconds;
    for (;;) {
      const passed = stopwatch() - begunAt;
      const isOver = passed >= promisedMilliseconds || ![...connections.values()].some(isQuiet);
      if (isOver && passed >= leastMilliseconds) return;
      await sleep(lookMilliseconds);
    }
  };

  /** Node accepts one connection in a turn of its loop, so a short turn without one says that none is waiting. */
  const untilNobodyConnects = async (): Promise<void> => {
    const begunAt = stopwatch();
    for (;;) {
      const [arrivalsBefore, turnedAt] = [arrivals, stopwatch()];
      await nextTurn();
      const now = stopwatch();
      if (now - begunAt > momentLimitMilliseconds) return;
      if (arrivals !== arrivalsBefore || now - turnedAt > momentMilliseconds) continue;
      const settledIn = Math.max(begunAt, arrivedAt) + settledMilliseconds - now;
      if (settledIn <= 0 || now - begunAt > settlingLimitMilliseconds) return;
      await sleep(settledIn);
    }
  };

  return {
    get isDraining() {
      return stage !== 'serving';
    },
    watch(response) {
      const connection = response.socket === null ? undefined : connections.get(response.socket);
      if (connection === undefined) return; // it broke before its request was looked at
      if (isToGo(connection)) askToGo(response);
      connection.answeredAt = undefined;
      unanswered.add(response);
      response.once('streaming', () => streams.add(response));
      response.once('close', () => {
        unanswered.delete(response);
        connection.answeredAt = stopwatch();
      });
    },
    async drain() {
      stage = 'leaving';
      await untilNobodyIsQuiet();
      stage = 'settling';
      await untilNobodyConnects();
      stage = 'closing';
      const closed = new Promise<void>((resolve) => {
        // The listener's own: `server.close` also closes the connections that happen to be idle now.
        Listener.prototype.close.call(server, () => resolve());
      });
      unanswered.forEach(askToGo);
      const lastCall = setTimeout(() => server.closeIdleConnections(), lastCallMilliseconds);
      const cutOff = setTimeout(() => server.closeAllConnections(), lastCallMilliseconds + stragglerMilliseconds);
      await closed;
      clearTimeout(lastCall);
      clearTimeout(cutOff);
    },
  };
}

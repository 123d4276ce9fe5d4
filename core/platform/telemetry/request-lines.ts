/**
 * One line of the process log for each finished request: which one, who answered, how, and how long it took. Never its
 * path as it was written, its query, its headers or its body. What the hub failed at is a warning, refusals are told at
 * info, successes only at debug: each of those has a row in the request log.
 */
import type { FinishedRequest, Observer, Stopwatch } from '../../domain/telemetry.ts';

/** Where the lines go. */
export interface LineSink {
  debug(message: string, fields: Readonly<Record<string, unknown>>): void;
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** A flood of refusals must not become a flood of lines. */
const linesPerSecond = 50;
const secondMilliseconds = 1_000;
/** Asked every few seconds by machines. */
const quietRoutes = new Set(['/healthz', '/readyz', '/metrics']);

/** Makes an observer that writes them. Beyond 50 in a second it counts lines above debug instead, and says how many. */
export function createRequestLines(sink: LineSink, stopwatch: Stopwatch): Pick<Required<Observer>, 'requestFinished'> {
  let windowStart = -Infinity;
  let written = 0;
  let omitted = 0;

  const hasRoom = (): boolean => {
    if (stopwatch() - windowStart >= secondMilliseconds) {
      if (omitted > 0) sink.info('requests were left out of this log', { omitted });
      windowStart = stopwatch();
      written = 0;
      omitted = 0;
    }
    if (written >= linesPerSecond) {
      omitted += 1;
      return false;
    }
    written += 1;
    return true;
  };

  return {
    requestFinished(request) {
      const level = levelOf(request);
      if (level === 'debug' || hasRoom()) sink[level]('request', fieldsOf(request));
    },
  };
}

function levelOf({ route, statusCode = 499 }: FinishedRequest): keyof LineSink {
  if (statusCode < 400 || (route !== undefined && quietRoutes.has(route))) return 'debug';
  return statusCode >= 500 ? 'warn' : 'info';
}

function fieldsOf(request: FinishedRequest): Record<string, unknown> {
  const { id, surface, method, route, statusCode, errorCode, durationMilliseconds } = request;
  return {
    requestId: id,
    surface,
    method,
    ...(route !== undefined && { route }),
    ...(statusCode === undefined ? { aborted: true } : { statusCode }),
    ...(errorCode !== undefined && { errorCode }),
    durationMilliseconds: Math.round(durationMilliseconds),
  };
}

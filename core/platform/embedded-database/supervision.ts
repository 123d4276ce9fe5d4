/**
 * Keeps one server running from its first start to its stop.
 * It never gives up on a server that dies: a full disk or a lack of memory may end at any time, and the hub answers 503 meanwhile.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { bringUp, type BringUpOptions } from './bring-up.ts';
import { rotateLog } from './server-log.ts';
import { stopServer, type Server } from './server.ts';

const logCheckMilliseconds = 60_000;
const shortestPauseMilliseconds = 100;
const longestPauseMilliseconds = 2_000;

/** Replaces the server whenever it dies; when `cancelled` fires, stops it and resolves. */
export async function supervise(first: Server, options: BringUpOptions): Promise<void> {
  const { cancelled, onStep, setup } = options;
  const stopRequested = once(cancelled, 'abort');
  const logCheck = setInterval(() => rotateLog(setup.logFile), logCheckMilliseconds).unref();
  let server: Server | undefined = first;
  while (server !== undefined && !cancelled.aborted) {
    await Promise.race([server.exited, stopRequested]);
    if (cancelled.aborted) break;
    onStep('PostgreSQL stopped unexpectedly');
    server = await replace(options);
  }
  clearInterval(logCheck);
  if (server !== undefined) await stopServer(server);
}

async function replace(options: BringUpOptions): Promise<Server | undefined> {
  const { cancelled, onStep } = options;
  for (let pause = shortestPauseMilliseconds; !cancelled.aborted; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
    try {
      return await bringUp(options);
    } catch (error) {
      if (cancelled.aborted) break;
      onStep(error instanceof Error ? error.message : String(error));
      await sleep(pause, undefined, { signal: cancelled }).catch(() => undefined);
    }
  }
  return undefined;
}

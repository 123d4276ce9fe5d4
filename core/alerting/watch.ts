/**
 * Looks again and again for what is wrong, and has each change told. Every worker does, and one of them at a time; what makes
 * a change told once is the ledger, not the turn.
 */
import type { AlertBoard, AlertLedger } from '../domain/alert.ts';
import type { Log } from '../domain/ports.ts';
import { consoleLink } from './console-link.ts';
import { repeatEvery } from './repeat.ts';

/** What a watch is made of. */
export interface WatchOptions {
  readonly board: AlertBoard;
  readonly ledger: AlertLedger;
  /** Where the console is served from, without a slash at the end. */
  readonly publicUrl: string;
  readonly intervalMilliseconds: number;
  /** Says that there may be something to deliver. */
  readonly wakeDispatcher: () => void;
  readonly log: Log;
}

/** An alert that comes and goes within this many looks is one. */
const quietLooks = 10;
/** Below one, so that whoever took the turn is let in again by its own next look, and not by the one after. */
const turnShare = 0.9;

/**
 * Starts watching; the function it gives stops it, after the look that is on its way. The first look comes after one interval:
 * a hub that was down has work to make up for, and nothing is wrong with that.
 */
export function startAlertWatch(options: WatchOptions): () => Promise<void> {
  const { board, ledger, publicUrl, intervalMilliseconds, wakeDispatcher, log } = options;
  const look = async (): Promise<void> => {
    if (!(await ledger.takeTurn(intervalMilliseconds * turnShare))) return;
    const sightings = (await board.ofEverybody()).map((alert) => ({ ...alert, link: consoleLink(publicUrl, alert) }));
    const changes = await ledger.settle(sightings, intervalMilliseconds * quietLooks);
    if (changes > 0) wakeDispatcher();
  };
  return repeatEvery(intervalMilliseconds, look, (reason) => log.warn('alerts could not be looked for', { reason }));
}

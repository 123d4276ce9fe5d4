/**
 * Has a process say that it runs, what it does, and how its clock goes. Every process does, whatever its role.
 */
import type { HubProcess, HubReports } from '../domain/hub-report.ts';
import type { Log } from '../domain/ports.ts';
import { repeatEvery } from './repeat.ts';

/** Who has missed so many words is gone. */
const patience = 3;

/** Says so at once, and then at every interval. The function it gives stops it. */
export function startPresence(
  reports: HubReports,
  process: HubProcess,
  intervalMilliseconds: number,
  log: Log,
): () => Promise<void> {
  const say = () => reports.report(process, intervalMilliseconds * patience);
  const complain = (reason: string) => log.warn('the hub could not say that it runs', { reason });
  const first = say().catch((error: unknown) => complain(error instanceof Error ? error.message : 'unknown'));
  const stop = repeatEvery(intervalMilliseconds, say, complain);
  return async () => {
    await Promise.all([first, stop()]);
  };
}

/**
 * Starts what looks after the hub itself: every process says that it runs, and one that delivers watches for what is wrong and
 * brings the platform's recipients to what the environment says.
 */
import { hostname } from 'node:os';
import type { Container } from 'inversify';
import { startPresence } from '../alerting/presence.ts';
import { startAlertWatch } from '../alerting/watch.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { setPlatformRecipients } from '../store/platform-recipients.ts';
import { services } from './services.ts';

/** The function that it gives stops all of it. Rejects when the database cannot be reached. */
export async function startAlerting(container: Container, delivers: boolean): Promise<() => Promise<void>> {
  const { alertRecipients, alertIntervalMilliseconds, smtpUrl } = container.get(services.environment);
  const log = container.get(services.log);
  const [clock, randomBytes] = [container.get(services.clock), container.get(services.randomBytes)];
  if (delivers) {
    const [database, secretBox] = [container.get(services.database), container.get(services.secretBox)];
    if (alertRecipients.emails.length > 0 && smtpUrl === undefined)
      log.warn('CROSSDOCK_ALERT_EMAILS is set without CROSSDOCK_SMTP_URL: no alert can be mailed');
    await setPlatformRecipients(alertRecipients, { database, secretBox, clock, randomBytes });
  }
  const self = { id: uuidV7(clock.now(), randomBytes), machine: hostname(), delivers };
  const stops = [
    startPresence(container.get(services.hubReports), self, alertIntervalMilliseconds, log),
    ...(delivers ? [startAlertWatch(container.get(services.alertWatch))] : []),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

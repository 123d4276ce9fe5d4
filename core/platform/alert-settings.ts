/**
 * Reads the environment variables that say who is told of the platform's own alerts, and how often the hub looks.
 */
import { isEmailAddress } from '../domain/email-address.ts';
import type { PlatformRecipients } from '../domain/provisioning/alert-recipient.ts';

/** What they come to. */
export interface AlertSettings {
  readonly alertRecipients: PlatformRecipients;
  readonly alertIntervalMilliseconds: number;
}

const unitMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const longestIntervalMilliseconds = 3_600_000;
const secretSyntax = /^[\x21-\x7e]{24,200}$/;

/** The variables as they were given; undefined or empty means absent, but for the interval, which has a default. */
export interface AlertVariables {
  readonly emails: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly webhookSecret: string | undefined;
  readonly interval: string;
}

/** Throws a sentence that begins with the name of the variable to correct. */
export function readAlertSettings({ emails, webhookUrl, webhookSecret, interval }: AlertVariables): AlertSettings {
  const webhook = readWebhook(webhookUrl, webhookSecret);
  return {
    alertRecipients: { emails: readEmails(emails), ...(webhook && { webhook }) },
    alertIntervalMilliseconds: readInterval(interval),
  };
}

function readEmails(text: string | undefined): readonly string[] {
  const addresses = (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (!addresses.every(isEmailAddress))
    throw new Error('CROSSDOCK_ALERT_EMAILS must be addresses such as ops@example.com, separated by commas');
  return addresses.filter(
    (address, index) => addresses.findIndex((other) => other.toLowerCase() === address.toLowerCase()) === index,
  );
}

function readWebhook(url: string | undefined, secret: string | undefined): PlatformRecipients['webhook'] {
  if (url === undefined) return undefined;
  if (!/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url))
    throw new Error('CROSSDOCK_ALERT_WEBHOOK_URL must be a URL such as https://ops.example.com/alerts');
  if (secret !== undefined && secretSyntax.test(secret)) return { url, secret };
  throw new Error(
    'CROSSDOCK_ALERT_WEBHOOK_URL needs CROSSDOCK_ALERT_WEBHOOK_SECRET to sign with: 24 to 200 visible characters. Make one with: openssl rand -hex 32',
  );
}

function readInterval(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,6})(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(count) * (unitMilliseconds[unit] ?? Number.NaN);
  if (milliseconds <= longestIntervalMilliseconds) return milliseconds;
  throw new Error('CROSSDOCK_ALERT_INTERVAL must be a time such as 30s or 1m, one hour at most');
}

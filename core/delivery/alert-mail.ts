/**
 * What the hub itself mails to people who want to hear of alerts: the outbound side of a format that no adapter has. It decides
 * neither who they are nor what is wrong.
 */
import { maximumAlertRecipients } from '../domain/alert.ts';
import type { HubEvent } from '../domain/event.ts';
import type { HostedOutbound } from '../sdk/catalogue.ts';
import type { EmailMessage, OutboundMessage } from '../sdk/contract.ts';

/** What settle_alerts wrote, and nobody else. */
interface ToldAlert {
  readonly alert: {
    readonly status: 'raised' | 'ended';
    readonly code: string;
    readonly severity: string;
    readonly title: string;
    readonly detail: string;
    readonly link: string;
    readonly since: string;
    readonly ended_at: string | null;
  };
}

/** The mail of every alert, and that of a test. A mail server's answer is judged before anybody asks this side. */
export const alertMail: HostedOutbound = {
  events: ['alert.raised', 'alert.ended'],
  maxSubscriptions: maximumAlertRecipients,
  build(event): OutboundMessage {
    switch (event.type) {
      case 'alert.raised':
      case 'alert.ended':
        return writeAlert(event);
      case 'webhook.test':
        return { kind: 'email', subject: '[Crossdock] Test', text: 'This is a test: nothing has happened.' };
      default:
        return { kind: 'unsendable', reason: 'only alerts are mailed to this address' };
    }
  },
  judge: () => 'retry',
};

function writeAlert({ dataJson }: HubEvent): EmailMessage {
  const { alert } = JSON.parse(dataJson) as ToldAlert; // as above
  const isOver = alert.status === 'ended';
  return {
    kind: 'email',
    subject: `[Crossdock] ${isOver ? 'Over' : capitalised(alert.severity)}: ${alert.title}`,
    text: [
      isOver ? `This is over: ${alert.title}` : alert.title,
      '',
      ...(isOver ? [] : [alert.detail, '']),
      `Look at it: ${alert.link}`,
      '',
      `Since: ${momentOf(alert.since)}`,
      ...(alert.ended_at === null ? [] : [`Until: ${momentOf(alert.ended_at)}`]),
      `Code: ${alert.code} (${alert.severity})`,
    ].join('\n'),
  };
}

/** `2026-11-20 19:27:29 UTC`. */
function momentOf(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/**
 * Deliveries: the payload as JSON to a URL whose placeholders it fills in, or as text in an e-mail. The protocol has no
 * signature.
 */
import type { EmailMessage, HubEvent, Judgement, Outbound, OutboundMessage, Target } from '../../core/sdk/index.ts';
import { deliveredTypes } from './event-names.ts';
import { describeEvent, type Payload } from './payload.ts';
import { fillIn, splitUrl } from './placeholders.ts';

/** Settings of one connector. */
export interface StoreepConfig {
  readonly user_agent?: string;
}

const defaultUserAgent = 'Storeep-Webhook/1.0';
/** The longest URL that is sent to, in characters, as it goes out. */
const maximumUrlLength = 4_096;
const maximumSubjectLength = 120;

function build(event: HubEvent, { transport, url, headers, config }: Target<StoreepConfig>): OutboundMessage {
  const payload = describeEvent(event);
  if (transport === 'email') return writeEmail(payload);
  const parts = splitUrl(url);
  const rest = fillIn(parts, payload);
  if (rest === undefined)
    return {
      kind: 'unsendable',
      reason: 'a placeholder turns a segment of the path into "." or "..", which would change the path',
    };
  const filled = URL.parse(`${parts.scheme ?? 'https'}://${parts.authority}${rest}`);
  if (filled === null) return { kind: 'unsendable', reason: 'the URL cannot be read' };
  if (filled.href.length > maximumUrlLength)
    return {
      kind: 'unsendable',
      reason: `with its placeholders filled in, the URL is longer than ${maximumUrlLength} characters`,
    };
  return {
    kind: 'http',
    method: 'POST',
    url: filled.href,
    headers: { ...headers, 'Content-Type': 'application/json', 'User-Agent': config.user_agent ?? defaultUserAgent },
    body: JSON.stringify(payload),
  };
}

function writeEmail(payload: Payload): EmailMessage {
  const number = payload['order_number'] ?? payload['external_id'];
  const subject = `Storeep webhook: ${String(payload['event'])}${typeof number === 'string' ? ` ${number}` : ''}`;
  return { kind: 'email', subject: oneLine(subject), text: `${JSON.stringify(payload, null, 2)}\n` };
}

/** A line that no mail program reads as two. */
function oneLine(text: string): string {
  const line = text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return [...line].slice(0, maximumSubjectLength).join('').trim();
}

function judge({ status }: { readonly status: number }): Judgement {
  if (status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'disable' : 'retry';
}

/** The most webhooks that a store can have. */
export const maximumWebhooks = 20;

/** The outbound side of the adapter. */
export const outbound: Outbound<StoreepConfig> = { events: deliveredTypes, maxSubscriptions: maximumWebhooks, build, judge };

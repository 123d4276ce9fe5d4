/**
 * Replies on their way back to the website, which shows or mails them to the buyer.
 *
 * A website says {"ok":true} once it has the reply. Anything less than that, a bare 200 of some proxy included, is no success.
 */
import {
  type HubEvent,
  isUuid,
  type Judgement,
  type Outbound,
  type OutboundMessage,
  signTemplated,
  type StoreFacts,
  type Target,
} from '../../core/sdk/index.ts';
import type { WebsiteConfig } from './config.ts';
import { templateOf } from './signature.ts';

const defaultRelayPath = '/api/website/replies/send';
const userAgent = 'Crossdock-Reply-Relay/1.0';

/** The event's data is one object with the reply in it; what is between its braces is passed on as it was stored. */
const dataSyntax = /^\s*\{\s*"reply"\s*:\s*(\{.*\})\s*\}\s*$/s;

/** Refusals that may be over at the next attempt; every other 4xx is final. */
const passing: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/** The setting, or the usual path below the store's website; undefined when neither is known. */
function relayUrl({ relay_url }: WebsiteConfig, { websiteUrl }: StoreFacts): string | undefined {
  if (relay_url !== undefined || websiteUrl === undefined) return relay_url;
  const website = URL.parse(websiteUrl);
  return website === null ? undefined : `${website.origin}${website.pathname.replace(/\/+$/, '')}${defaultRelayPath}`;
}

function build({ dataJson }: HubEvent, { url, headers, secrets, config, nowSeconds }: Target<WebsiteConfig>): OutboundMessage {
  const [, body] = dataSyntax.exec(dataJson) ?? [];
  const replyId = body === undefined ? undefined : replyIdIn(body);
  if (body === undefined || replyId === undefined) return { kind: 'unsendable', reason: 'the event holds no reply with an id' };
  const [secret] = secrets;
  if (secret === undefined) return { kind: 'unsendable', reason: 'the connector has no signing secret' };
  const template = templateOf(config);
  return {
    kind: 'http',
    method: 'POST',
    url,
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      'User-Agent': userAgent,
      'X-CW-Timestamp': String(nowSeconds),
      'X-CW-Signature': signTemplated({ template, body: Buffer.from(body), secret, timestampSeconds: nowSeconds }),
      'X-CW-Idempotency-Key': replyId,
    },
    body,
  };
}

function replyIdIn(reply: string): string | undefined {
  const parsed = parse(reply);
  const id = isObject(parsed) ? parsed['reply_id'] : undefined;
  return typeof id === 'string' && isUuid(id) ? id : undefined;
}

function judge({ status, body }: { readonly status: number; readonly body: string }): Judgement {
  if (status >= 400 && status < 500 && !passing.has(status)) return 'drop';
  const answer = status >= 200 && status < 300 ? parse(body) : undefined;
  return isObject(answer) && answer['ok'] === true ? 'delivered' : 'retry';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON, which is what the caller wants to know
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The outbound side of the adapter: replies only, nobody subscribes to anything. */
export const outbound: Outbound<WebsiteConfig> = { events: [], maxSubscriptions: 1, relayUrl, build, judge };

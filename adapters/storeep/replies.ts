/**
 * How the protocol words answers and refusals.
 */
import {
  type Fault,
  type HttpReply,
  isFault,
  jsonReply,
  type Outcome,
  type ParsedRequest,
  type Subscription,
} from '../../core/sdk/index.ts';
import { eventNameOf } from './event-names.ts';
import { exactNumber } from './exact-json.ts';
import { describePage, readListing } from './listing.ts';
import { maximumWebhooks } from './outbound.ts';
import { wireTime } from './wire-time.ts';

/** A refusal: a list of sentences, or one sentence for each field that was wrong. */
export function refuse(fault: Fault): HttpReply {
  return jsonReply(fault.status, { status: 'error', errors: errorsOf(fault) });
}

function errorsOf({ code, detail, fields, scope }: Fault): readonly string[] | Readonly<Record<string, string>> {
  if (fields) return Object.fromEntries(fields.map(({ path, message }) => [path, message]));
  switch (code) {
    case 'missing_authorization':
      return ['authorization header is missing'];
    case 'invalid_api_key':
      return ['access token is invalid'];
    case 'ip_not_allowed':
      return ['access from this address is not allowed'];
    case 'insufficient_scope':
      return [scope === undefined ? 'insufficient permissions' : `insufficient permissions, requires: ${scope}`];
    case 'not_found':
      return ['webhook not found'];
    case 'method_not_allowed':
      return ['method not allowed'];
    case 'endpoint_limit_reached':
      return [`maximum of ${maximumWebhooks} webhooks per store reached`];
    case 'immutable':
      return { url_or_email: 'url or email must suit the type of the webhook, which cannot be changed' };
    case 'rate_limited':
      return ['rate limit exceeded, try again later'];
    default:
      return [detail];
  }
}

/** The answer to an outcome. */
export function reply(outcome: Outcome, request: ParsedRequest): HttpReply {
  switch (outcome.kind) {
    case 'subscription':
      return outcome.change === 'created' ? success(201, { id: exactNumber(outcome.subscription.number) }) : success(200);
    case 'session':
      return success(outcome.change === 'created' ? 201 : 200, { session_id: outcome.externalId });
    case 'subscriptions': {
      const listing = readListing(request.query);
      if (isFault(listing)) return refuse(listing);
      const data = outcome.rows.map(describeWebhook);
      return jsonReply(200, { data, meta: { pagination: describePage(listing, outcome.total, data.length, request) } });
    }
    default: // of commands that this format never gives
      return success(200);
  }
}

function success(status: number, data?: Readonly<Record<string, unknown>>): HttpReply {
  return jsonReply(status, { status: 'success', ...(data && { data }) });
}

function describeWebhook({ number, title, transport, eventTypes, target, enabled, createdAt, updatedAt }: Subscription) {
  const [type] = eventTypes;
  return {
    id: exactNumber(number),
    name: title,
    type: transport === 'email' ? 'e-mail' : 'api',
    event: type === undefined ? null : eventNameOf(type),
    format: 'json',
    url_or_email: target,
    is_enabled: enabled,
    created_at: wireTime(createdAt),
    updated_at: wireTime(updatedAt),
  };
}

/**
 * The closed set of refusals: every reason for which Crossdock says no, with its status and its wording.
 * It never knows how a protocol dresses them; that is the adapter's `refuse`.
 *
 * Codes are never renamed: callers match on them, and each has a heading in docs/errors.md.
 */
import type { Scope } from './scope.ts';

interface FaultDefinition {
  /** HTTP status on the surfaces that follow the integration API; an adapter may map it to its own. */
  readonly status: number;
  /** The constant sentence, or undefined where the place that refuses has to name what it refuses. */
  readonly detail?: string;
}

const definitions = {
  bad_request: { status: 400, detail: 'the request could not be understood' },
  wrong_format: { status: 400, detail: "endpoint does not accept this key's payload_format" },
  invalid_cursor: { status: 400, detail: 'cursor_at and cursor_id belong together: a timestamp and a UUID' },
  invalid_query: { status: 400 },
  invalid_idempotency_key: { status: 400, detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters' },
  missing_authorization: { status: 401, detail: 'Authorization header required' },
  invalid_api_key: { status: 401, detail: 'key not found, revoked, or expired' },
  invalid_token: { status: 401, detail: 'operator token not recognised' },
  invalid_login: { status: 401, detail: 'e-mail address or password is wrong' },
  signature_missing: { status: 401, detail: 'key requires signature; header absent' },
  signature_malformed: { status: 401, detail: 'header present but did not parse' },
  signature_expired: { status: 401, detail: 'timestamp drift > 300 seconds' },
  signature_invalid: { status: 401, detail: 'HMAC mismatch' },
  ip_not_allowed: { status: 403, detail: 'source ip not in allowlist' },
  insufficient_scope: { status: 403 },
  forbidden: { status: 403, detail: 'your role does not allow this' },
  not_found: { status: 404, detail: 'no such route or record' },
  method_not_allowed: { status: 405, detail: 'this path does not answer that method; see Allow' },
  conflict: { status: 409 },
  order_not_cancellable: { status: 409, detail: 'an order that was shipped or delivered cannot be cancelled' },
  idempotency_conflict: { status: 409, detail: 'same key, different body, within 24h window' },
  idempotency_in_progress: { status: 409, detail: 'a request with this Idempotency-Key is still running' },
  email_conflict: { status: 409, detail: 'this e-mail address belongs to another client of the store' },
  payload_too_large: { status: 413, detail: 'request body is larger than this hub accepts' },
  unsupported_media_type: { status: 415, detail: 'send the body as UTF-8 without a Content-Encoding' },
  lines_required: { status: 422, detail: "create order missing 'lines' array" },
  external_id_required: { status: 422, detail: "create endpoints require 'external_id'" },
  invalid_json: { status: 422, detail: 'request body did not parse as JSON' },
  validation_failed: { status: 422 },
  amount_out_of_range: { status: 422 },
  unknown_sku: { status: 422, detail: "a line names a SKU that is not among the organisation's products" },
  currency_mismatch: { status: 422, detail: "the payment's currency is not the order's" },
  partial_refund_not_supported: { status: 422, detail: 'a payment can only be refunded in full' },
  immutable: { status: 422 },
  endpoint_limit_reached: { status: 422, detail: 'an organisation has at most 10 enabled webhook endpoints' },
  https_required: { status: 422, detail: 'webhook URLs must use https' },
  url_not_allowed: { status: 422, detail: 'this URL points to an address that outbound requests may not reach' },
  rate_limited: { status: 429 },
  internal_error: { status: 500, detail: 'something went wrong on our side; nothing was stored' },
  unavailable: { status: 503, detail: 'the hub cannot serve this right now; retry shortly' },
} as const satisfies Record<string, FaultDefinition>;

/** The name of a refusal, as it appears in `error`. */
export type FaultCode = keyof typeof definitions;

type WordedCode = { [Code in FaultCode]: (typeof definitions)[Code] extends { detail: string } ? Code : never }[FaultCode];

/** One field of a body that was refused: where (a dotted path) and why. */
export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/** A refusal as a value: it is returned, never thrown, and carries all that an adapter needs to word it. */
export interface Fault {
  readonly kind: 'fault';
  readonly code: FaultCode;
  /** HTTP status of the integration API for this code. */
  readonly status: number;
  /** One sentence for the caller. Never holds a value that the caller sent, a secret, or a driver's message. */
  readonly detail: string;
  /** Seconds after which a retry can succeed; absent where waiting does not help. */
  readonly retryAfterSeconds?: number;
  /** The refused fields, where a protocol names all of them at once. */
  readonly fields?: readonly FieldFault[];
  /** What the key would have to be allowed to do, on `insufficient_scope`. */
  readonly scope?: Scope;
  /** The methods that a path does answer, on 405. */
  readonly allow?: readonly string[];
}

type FaultExtras = Pick<Fault, 'retryAfterSeconds' | 'fields' | 'scope' | 'allow'>;

/** Makes a refusal. Codes whose sentence depends on the case need `detail`; the others have a constant one. */
export function fault(code: WordedCode, detail?: undefined, extras?: FaultExtras): Fault;
export function fault(code: FaultCode, detail: string, extras?: FaultExtras): Fault;
export function fault(code: FaultCode, detail?: string, extras: FaultExtras = {}): Fault {
  const definition: FaultDefinition = definitions[code];
  return { kind: 'fault', code, status: definition.status, detail: detail ?? definition.detail ?? code, ...extras };
}

/** True for a refusal, whatever else the value may be. */
export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'fault';
}

/** The constant sentence of a code; undefined where the sentence depends on the case. */
export function constantDetail(code: FaultCode): string | undefined {
  const definition: FaultDefinition = definitions[code];
  return definition.detail;
}

/** Every code, for the test that ties each to its heading in docs/errors.md. */
export const faultCodes = Object.keys(definitions) as readonly FaultCode[]; // the keys of a const object are its type's keys

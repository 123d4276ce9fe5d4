/**
 * The adapter contract, version 1: what a payload format is made of.
 *
 * An adapter is data plus pure functions: no base class, no decorator, no container, no clock, no I/O. What it can do
 * follows from what it has: no `inbound`, no routes; no `outbound`, no deliveries. The hub authenticates, counts,
 * verifies, stores and delivers; the adapter says what bytes mean and how answers are worded. Where a function may give a
 * promise, it is for libraries that compute asynchronously: there is nothing to wait for outside.
 *
 * Life of a request: identify -> (hub: key, IP, rate, format) -> verify -> (hub: JSON and its limits) -> requires,
 * bodySchema -> translate -> (hub: one transaction) -> reply. A refusal anywhere goes through `refuse`.
 */
import type { Awaitable } from '../domain/awaitable.ts';
import type { Command, Query } from '../domain/command.ts';
import type { EventType, HubEvent } from '../domain/event.ts';
import type { Fault, FaultCode, FieldFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Scope } from '../domain/scope.ts';
import type { StoreFacts } from '../domain/connector.ts';
import type { HubFacts } from '../domain/hub-facts.ts';
import type { Transport } from '../domain/subscription.ts';
import type { Setup } from './setup.ts';

/** A JSON Schema, draft 2020-12 as ajv reads it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A request as it came, before anybody looked at what it means. */
export interface InboundRequest {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  /** What stands at the `:names` of the route's path, decoded once. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case; repeated headers joined with ", " save Authorization and Content-Type, where the first counts. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as received; empty where none were read yet. */
  readonly body: Uint8Array;
}

/** A request that has been proved, parsed and checked. */
export interface ParsedRequest<Config extends object = object> extends InboundRequest {
  /** The body's one JSON object; empty on routes without a body, and on those that read it `raw`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The connector's settings, valid against `configSchema`. */
  readonly config: Config;
  readonly store: StoreFacts;
  readonly hub: HubFacts;
}

/**
 * Who a request says it is from. It proves nothing: the hub looks a key up, and a signature decides the rest.
 * `hint` names something that several connectors may share, such as a shop's host.
 */
export type Claim =
  | { readonly by: 'key'; readonly key: string }
  | { readonly by: 'connector'; readonly id: string }
  | { readonly by: 'hint'; readonly hint: string | undefined }
  | { readonly by: 'none' };

/**
 * What a signature check came to. `absent` is judged by the hub, so that no adapter can fail open; `signature_missing` is
 * for formats whose settings ask for one whatever the hub would accept.
 */
export type SignatureVerdict =
  | 'verified'
  | 'absent'
  | 'signature_missing'
  | 'signature_malformed'
  | 'signature_expired'
  | 'signature_invalid';

/** What a format's signatures are like, for an operator who looks for why one was refused. It judges nothing. */
export interface SignatureScheme {
  /** What is signed, how, and how it is written: half a sentence, such as "HMAC-SHA256 of the body, in base64". */
  readonly description: string;
  /** The header that carries it, where the settings choose one; absent means the format's own. */
  readonly header?: string;
  /** How far the clocks may be apart; absent where no time is signed. */
  readonly toleranceSeconds?: number;
}

/** What a signature is checked with. */
export interface SignatureProof<Config extends object = object> {
  /** Live secrets, newest first; any of them may match. */
  readonly secrets: readonly string[];
  readonly config: Config;
  readonly nowSeconds: number;
}

/** What a request means. */
export type Translation =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'ignore'; readonly reason: string; readonly externalId?: string }
  | { readonly kind: 'quarantine'; readonly reason: string; readonly externalId?: string }
  | Fault;

/** A request that is answered before anybody is identified: liveness, or a shop's unsigned ping. */
export interface Probe {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Absent means always. Must not throw, whatever comes. */
  matches?(request: InboundRequest): boolean;
  readonly reply: HttpReply;
}

/** One method and path that the adapter answers. */
export interface Route<Config extends object = object> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Case-sensitive, no trailing slash; `:name` for a parameter. */
  readonly path: string;
  /** One line for the API reference. */
  readonly summary: string;
  /** What the key must be allowed to do; null means any key of the format. */
  readonly scope: Scope | null;
  /**
   * `json`: one JSON object is required. `optional`: one JSON object or nothing. `none`: a body is not looked at. `raw`: the
   * bytes are read within the hub's limits, and `translate` parses them; it takes neither `requires` nor a `bodySchema`.
   */
  readonly body: 'json' | 'optional' | 'none' | 'raw';
  /** True gives every JSON number as its source text, so that "19.90" and ids above 2^53 arrive exactly. */
  readonly numbersAsText?: boolean;
  /** How many JSON values a body may hold, for storefronts whose orders carry much beside the order. 10,000 when absent. */
  readonly maximumValues?: number;
  /** Checked after `requires`; the first bad place becomes `validation_failed`. */
  readonly bodySchema?: JsonSchema;
  /** A body as a sender would write it, for the API reference; its answers are worked out from it. Absent where there is no body. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** The refusals of this route's own, beyond those that every route has; for the API reference. */
  readonly refusals?: readonly FaultCode[];
  /** The caller's Idempotency-Key, unchecked; absent means that the route takes none. */
  idempotencyKey?(request: InboundRequest): string | undefined;
  /** Missing things that have a code of their own, before the schema is looked at. */
  requires?(json: Readonly<Record<string, unknown>>): Fault | undefined;
  /** What the request means. Pure: the same request gives the same translation. */
  translate(request: ParsedRequest<Config>): Awaitable<Translation>;
  /** How the outcome is worded. Pure: the same outcome gives the same bytes. */
  reply(outcome: Outcome, request: ParsedRequest<Config>): HttpReply;
}

/** What comes in. */
export interface Inbound<Config extends object = object> {
  readonly routes: readonly Route<Config>[];
  readonly probes?: readonly Probe[];
  /** Where the API reference of all routes below the same path is served, as OpenAPI 3.1. Absent means nowhere. */
  readonly reference?: { readonly path: string; readonly title: string };
  /** Must not throw, whatever comes. */
  identify(request: InboundRequest): Claim;
  /** What `identify` would find in a genuine request of this connector; absent when nothing can be known before. */
  hintOf?(config: Config, store: StoreFacts): string | undefined;
  /** Absent means that the format has no signatures: the key is the proof. */
  readonly signature?: {
    /**
     * `per-key`: the connector's `require_signature` decides, for every method but GET. `unless-key`: as `per-key` for who
     * showed the connector's whole key; who merely named the connector must sign. A present one must always hold.
     */
    readonly required: 'always' | 'per-key' | 'unless-key';
    /** The header that carries it. */
    readonly header: string;
    /** Must not throw, whatever comes. */
    verify(request: InboundRequest, proof: SignatureProof<Config>): Awaitable<SignatureVerdict>;
    /**
     * When the sender says that it signed, in seconds since 1970; undefined when the request does not say. Asked about requests
     * whose signature was refused, so that an operator learns how far the sender's clock is off. Must not throw, whatever comes.
     * Absent means that the format's signatures have no time in them.
     */
    signedAt?(request: InboundRequest, config: Config): number | undefined;
    /** What the signatures of a connector with these settings are like. Must not throw. Absent means that people see the header. */
    scheme?(config: Config): SignatureScheme;
  };
  /**
   * A genuine request that cannot be understood is refused, or kept for an operator. Choose `quarantine` for senders
   * that never retry or that give up on a shop after a few errors. Absent means `refuse`.
   */
  readonly misunderstood?: 'refuse' | 'quarantine';
  /** The rate limit of a connector whose operator names none. 600 requests a minute when absent. */
  readonly rateLimitPerMinute?: number;
  /** Multiplies the connector's rate limit, for senders that never retry. Absent means 1. */
  readonly rateAllowance?: number;
  /** Whose requests the rate limit counts together: all of a connector, or those of one address. `connector` when absent. */
  readonly rateLimitBy?: 'connector' | 'address';
  /** How a refusal is worded; every difference in status between protocols lives here. */
  refuse(fault: Fault): HttpReply;
}

/** Where one delivery goes, at one attempt. */
export interface Target<Config extends object = object> {
  /** Constant over all attempts. */
  readonly deliveryId: string;
  readonly transport: Transport;
  /** As it was saved: a URL, with or without what the format leaves out or fills in, or an e-mail address. */
  readonly url: string;
  /** The subscriber's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Live secrets, newest first: the endpoint's own, or those of the connector that it belongs to. */
  readonly secrets: readonly string[];
  /** The settings of the connector that the target belongs to; empty where it belongs to none. */
  readonly config: Partial<Config>;
  /** True when the subscriber wants the headers of Standard Webhooks beside the format's own. */
  readonly standardWebhooks: boolean;
  readonly nowSeconds: number;
}

/** One request, ready to be sent. The hub checks where it goes before a byte leaves. */
export interface HttpMessage {
  readonly kind: 'http';
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One e-mail. The hub addresses it to the target, and to nobody else, once the address has been confirmed. */
export interface EmailMessage {
  readonly kind: 'email';
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** This event cannot be sent to this target; the attempt fails, and the operator reads why. */
export interface Unsendable {
  readonly kind: 'unsendable';
  /** One sentence without the event's data. */
  readonly reason: string;
}

/** What becomes of one event for one target. */
export type OutboundMessage = HttpMessage | EmailMessage | Unsendable;

/** `disable`: the receiver is gone for good. */
export type Judgement = 'delivered' | 'retry' | 'drop' | 'disable';

/** What goes out. */
export interface Outbound<Config extends object = object> {
  /** The event types that a subscriber may ask for; empty for a format that only relays replies. */
  readonly events: readonly EventType[];
  /** How many enabled endpoints an organisation may have, or how many subscriptions a store, whichever the format has. */
  readonly maxSubscriptions: number;
  /**
   * Where replies to this connector's buyers go, or undefined when its settings name no place. Asked when somebody answers, and
   * without the store's website when settings are saved. Absent means that the format takes no replies; present means that
   * `build` is given `reply.queued`.
   */
  relayUrl?(config: Config, store: StoreFacts): string | undefined;
  /** Called per attempt, so that timestamps and signatures are fresh. Pure; the host never comes from event data. */
  build(event: HubEvent, target: Target<Config>): OutboundMessage;
  judge(answer: { readonly status: number; readonly body: string }): Judgement;
}

/** A payload format: one storefront's dialect. */
export interface PayloadFormatAdapter<Config extends object = object> {
  /** The registry refuses any other version. */
  readonly apiVersion: 1;
  /** Stored on every connector; renaming it orphans them. Lower case letters, digits and dashes. */
  readonly format: string;
  /** Semantic version, written to every request-log row. */
  readonly version: string;
  /**
   * Settings of one connector. Must refuse unknown ones; `"format": "secret"` is encrypted at rest. `title` and `description`
   * of a setting are what the console's form says of it.
   */
  readonly configSchema: JsonSchema;
  /** What this format's keys begin with; absent means that its connectors have no key. */
  readonly keyPrefix?: string;
  /** What a connector of this format can be allowed to do. */
  readonly scopes: readonly Scope[];
  readonly inbound?: Inbound<Config>;
  readonly outbound?: Outbound<Config>;
  /** Absent means that people see the format's name, and find out the rest elsewhere. */
  readonly setup?: Setup;
  /**
   * What `configSchema` cannot say about the settings of a connector: the bad places, empty when there are none. Asked when
   * a connector is saved, with settings that the schema accepts. Must not throw, whatever they hold.
   */
  checkConfig?(config: Config): Awaitable<readonly FieldFault[]>;
}

/** Gives back the adapter unchanged; it only lets TypeScript check it where it is written. */
export function defineAdapter<Config extends object>(adapter: PayloadFormatAdapter<Config>): PayloadFormatAdapter<Config> {
  return adapter;
}

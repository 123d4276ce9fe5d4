/**
 * The first half of the pipeline: from the first byte to the certainty of who sent it, in the order in which refusals
 * win. A sender who shows a key is admitted before the body is read; one who merely names a connector is admitted only
 * after the signature held, so that nobody can use up somebody else's rate limit.
 */
import type { Connector, ConnectorDirectory } from '../domain/connector.ts';
import { type Fault, isFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { Clock } from '../domain/ports.ts';
import type { RateLimiter, RateVerdict } from '../domain/rate-limit.ts';
import type { RequestLogEntry } from '../domain/request-log.ts';
import type { Hosted, HostedInbound, HostedRoute } from '../sdk/catalogue.ts';
import type { InboundRequest, Probe } from '../sdk/contract.ts';
import { admit } from './admit.ts';
import type { Arrival, Identified, MountedRoute } from './exchange.ts';
import { identify, identifyBySignature } from './identify.ts';
import type { Suspicion } from './signature/diagnosis.ts';
import { signatureEvidence } from './signature/evidence.ts';
import type { StrangerLimit } from './stranger-limit.ts';
import { checkSignature, clockSkew } from './verify.ts';

/** What proving stands on. */
export interface ProofPorts {
  readonly directory: ConnectorDirectory;
  readonly rateLimiter: RateLimiter;
  readonly strangers: StrangerLimit;
  readonly clock: Clock;
}

/** What the pipeline learns on its way, for the answer and for the log, whether or not it ends in a refusal. */
export interface Progress {
  readonly entry: RequestLogEntry;
  connector?: Connector;
  rate?: RateVerdict;
  /** A refused signature that is worth looking into once it has been answered. */
  suspicion?: Suspicion;
}

/** A request that is known to come from its connector; or a probe's answer, for which nobody has to be known. */
export type Proof =
  | { readonly kind: 'genuine'; readonly request: InboundRequest; readonly connector: Connector }
  | { readonly kind: 'probe'; readonly reply: HttpReply };

/** Proves who sent a request, or refuses it. */
export async function prove(
  { loaded, route }: MountedRoute,
  inbound: HostedInbound,
  arrival: Arrival,
  progress: Progress,
  { directory, rateLimiter, strangers, clock }: ProofPorts,
): Promise<Proof | Fault> {
  const { entry } = progress;
  const nowSeconds = () => Math.floor(clock.now() / 1000);
  const head: InboundRequest = { ...arrival.request, body: new Uint8Array() };
  const claim = await inbound.identify(head);

  const named = claim.by === 'hint' ? undefined : await identify(claim, loaded, directory);
  if (isFault(named)) return named;
  if (named) noteSender(progress, named.connector);
  if (named?.byKey) {
    const refusal = await letIn(named.connector);
    if (refusal) return refusal;
  }

  const body = await arrival.readBody();
  if (isFault(body)) return body;
  const request: InboundRequest = { ...head, body };
  const probe = await findProbe(inbound, route, request);
  if (probe) return { kind: 'probe', reply: probe.reply };

  const identified = named ?? (await findSigner(claim.by === 'hint' ? claim.hint : undefined));
  if (isFault(identified)) return identified;
  const { connector, byKey, proved } = identified;
  if (!proved) {
    const refusal = await checkSignature(loaded.adapter, request, connector, nowSeconds(), byKey);
    if (refusal) return noteSignature(refusal, connector);
  }
  if (!byKey) {
    const refusal = await letIn(connector);
    if (refusal) return refusal;
  }
  if (body.length > 0) entry.body = body; // not before: a stranger's megabytes are not worth keeping
  directory.touch(connector);
  return { kind: 'genuine', request, connector };

  async function letIn(candidate: Connector): Promise<Fault | undefined> {
    const { refusal, rate } = await admit(candidate, loaded.adapter, arrival.clientIp, rateLimiter, clock.now());
    if (rate) progress.rate = rate;
    return refusal;
  }

  async function findSigner(hint: string | undefined): Promise<Identified | Fault> {
    const hintedOnly = strangers.waitSeconds(arrival.clientIp) > 0; // an address that keeps guessing no longer gets every connector tried
    const found = await identifyBySignature(hint, request, loaded, directory, nowSeconds(), hintedOnly);
    const sender = 'refusal' in found ? found.suspect : found.connector;
    if (sender) noteSender(progress, sender);
    if ('refusal' in found) strangers.charge(arrival.clientIp, found.tried);
    return 'refusal' in found ? noteSignature(found.refusal, found.suspect) : found;
  }

  /** Keeps for the log why a signature was refused, as far as can be told, and by how much it had expired. */
  async function noteSignature(refusal: Fault, sender: Connector | undefined): Promise<Fault> {
    if (sender === undefined) return refusal;
    const evidence = await signatureEvidence(loaded.adapter, refusal, request, sender);
    if (evidence) {
      entry.signature = evidence;
      progress.suspicion = { adapter: loaded.adapter, request, connector: sender, nowSeconds: nowSeconds() };
    }
    if (refusal.code !== 'signature_expired') return refusal;
    const skew = await clockSkew(loaded.adapter, request, sender, nowSeconds());
    if (skew !== undefined) entry.clockSkewSeconds = skew;
    return refusal;
  }
}

/** The probe on the route's own path that takes this request, if one does. */
async function findProbe(
  { probes = [] }: HostedInbound,
  { path, method }: HostedRoute,
  request: InboundRequest,
): Promise<Hosted<Probe> | undefined> {
  for (const probe of probes) {
    if (probe.path === path && probe.method === method && (await probe.matches?.(request))) return probe;
  }
  return undefined;
}

/** Keeps whose request it is, for the answer and for the log. */
export function noteSender(progress: Progress, connector: Connector): void {
  progress.connector = connector;
  progress.entry.connectorId = connector.id;
  progress.entry.organisationId = connector.organisationId;
  progress.entry.storeId = connector.storeId;
}

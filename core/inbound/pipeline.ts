/**
 * The pipeline: one inbound request from its arrival to its answer. It reads top to bottom: prove who sent it, do what it
 * says, word the result, log it. Each step has a file of its own. It knows no protocol, no HTTP server and no database.
 */
import { AdapterFailure } from '../domain/adapter-failure.ts';
import type { Connector } from '../domain/connector.ts';
import { fault, type Fault, isFault } from '../domain/fault.ts';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import type { HubFacts } from '../domain/hub-facts.ts';
import type { Log } from '../domain/ports.ts';
import { type RateVerdict, tooManyFailures } from '../domain/rate-limit.ts';
import type { RequestLog, RequestLogEntry } from '../domain/request-log.ts';
import { faultOfError } from '../domain/unavailable.ts';
import type { IdempotencyStore } from '../domain/unit-of-work.ts';
import type { HostedInbound } from '../sdk/catalogue.ts';
import type { InboundRequest, ParsedRequest } from '../sdk/contract.ts';
import { type Arrival, type MountedRoute, openEntry } from './exchange.ts';
import { execute, type Execution, type ExecutionPorts } from './execute.ts';
import { findEarlier } from './idempotency.ts';
import { parseBody } from './parse.ts';
import { noteSender, type Progress, type ProofPorts, prove } from './prove.ts';
import { closeEntry } from './request-log-entry.ts';
import { createSignatureDiagnosis } from './signature/diagnosis.ts';

/** Everything that the pipeline stands on. */
export interface PipelinePorts extends ProofPorts, ExecutionPorts {
  readonly idempotency: IdempotencyStore;
  readonly requestLog: RequestLog;
  /** What adapters may know of this hub. */
  readonly hub: HubFacts;
  readonly log: Log;
}

/** The answer of the pipeline. */
export interface PipelineAnswer {
  readonly reply: HttpReply;
  /** The refusal that the reply words; absent on success. */
  readonly fault?: Fault;
  /** True when this is the stored answer of an earlier request. */
  readonly replayed?: true;
  /** What is left of the caller's limit; absent when the request was not counted. */
  readonly rate?: RateVerdict & { readonly capPerMinute: number };
}

/** Answers requests. Never rejects. */
export interface Pipeline {
  /** A request of a mounted route, from its first byte. */
  answer(mounted: MountedRoute, arrival: Arrival): Promise<PipelineAnswer>;
  /**
   * A request that was proved before, or that an operator vouches for: from what it means on, under no Idempotency-Key.
   * It is logged like any other, as the connector's.
   */
  resume(mounted: MountedRoute, arrival: Arrival, request: InboundRequest, connector: Connector): Promise<PipelineAnswer>;
}

/** Refusals that say "I do not understand", as opposed to "not you" and "not now". */
const misunderstandings = new Set([400, 404, 409, 422, 500]);

/** Puts the pipeline together. */
export function createPipeline(ports: PipelinePorts): Pipeline {
  const { strangers, requestLog, hub, clock, log } = ports;
  const diagnosis = createSignatureDiagnosis(ports.directory, clock);

  return {
    answer: (mounted, arrival) => respond(mounted, arrival, (inbound, progress) => run(mounted, inbound, arrival, progress)),
    resume: (mounted, arrival, request, connector) =>
      respond(mounted, arrival, (inbound, progress) => {
        noteSender(progress, connector);
        if (request.body.length > 0) progress.entry.body = request.body;
        return understand(mounted, inbound, request, connector, progress, false);
      }),
  };

  async function respond(
    mounted: MountedRoute,
    arrival: Arrival,
    work: (inbound: HostedInbound, progress: Progress) => Promise<Execution | Fault>,
  ): Promise<PipelineAnswer> {
    const { adapter } = mounted.loaded;
    const inbound = requireInbound(adapter.inbound);
    const progress: Progress = { entry: openEntry(arrival, clock.now()) };
    progress.entry.adapter = `${adapter.format}@${adapter.version}`;

    const result = await work(inbound, progress).catch((error: unknown) => faultOf(error, progress.entry));
    const answer = isFault(result)
      ? await refuse(inbound, result, progress.entry)
      : { reply: result.reply, ...(result.replayed && { replayed: result.replayed }) };
    const kept = await keep(answer, isFault(result) ? undefined : result, progress, inbound);
    const capPerMinute = (progress.connector?.rateLimitPerMinute ?? 0) * (inbound.rateAllowance ?? 1);
    return progress.rate ? { ...kept, rate: { ...progress.rate, capPerMinute } } : kept;
  }

  async function run(
    mounted: MountedRoute,
    inbound: HostedInbound,
    arrival: Arrival,
    progress: Progress,
  ): Promise<Execution | Fault> {
    const proof = await prove(mounted, inbound, arrival, progress, ports);
    if (isFault(proof)) return proof;
    if (proof.kind === 'probe') return { reply: proof.reply };
    return understand(mounted, inbound, proof.request, proof.connector, progress, true);
  }

  /** What a genuine request says, done; or kept for an operator, where the format wants that. */
  async function understand(
    mounted: MountedRoute,
    inbound: HostedInbound,
    request: InboundRequest,
    connector: Connector,
    progress: Progress,
    mayBeRepeated: boolean,
  ): Promise<Execution | Fault> {
    const result = await perform(mounted, request, connector, progress, mayBeRepeated).catch((error: unknown) =>
      faultOf(error, progress.entry),
    );
    if (!isFault(result) || inbound.misunderstood !== 'quarantine' || !isMisunderstanding(result)) return result;
    const outcome = { kind: 'quarantined', reason: progress.entry.reason ?? result.detail } as const;
    progress.entry.errorCode = result.code;
    return { reply: await mounted.route.reply(outcome, parsedRequest(request, connector, {})), outcome };
  }

  async function perform(
    { route, checkBody }: MountedRoute,
    request: InboundRequest,
    connector: Connector,
    { entry }: Progress,
    mayBeRepeated: boolean,
  ): Promise<Execution | Fault> {
    const { scope } = route;
    if (scope !== null && !connector.scopes.includes(scope))
      return fault('insufficient_scope', `key missing scope: ${scope}`, { scope });

    const key = mayBeRepeated ? await route.idempotencyKey?.(request) : undefined;
    const earlier = key === undefined ? undefined : await findEarlier(key, request, connector, ports.idempotency);
    if (isFault(earlier)) return earlier;
    if (earlier?.kind === 'replay') return { reply: earlier.reply, replayed: true };

    const parsing = await parseBody(request.body, route, checkBody);
    if ('refusal' in parsing) {
      if (parsing.problem !== undefined) entry.reason = parsing.problem;
      return parsing.refusal;
    }
    return execute(route, parsedRequest(request, connector, parsing.json), connector, earlier?.claim, ports, entry);
  }

  function parsedRequest(
    request: InboundRequest,
    { config, store }: Connector,
    json: Readonly<Record<string, unknown>>,
  ): ParsedRequest {
    return { ...request, json, config, store, hub };
  }

  /** Writes the log row. A quarantined request has no other trace, so its row is kept before it is answered. */
  async function keep(
    answer: PipelineAnswer,
    execution: Execution | undefined,
    { entry, suspicion }: Progress,
    inbound: HostedInbound,
  ): Promise<PipelineAnswer> {
    closeEntry(entry, answer, execution, clock.now());
    if (!entry.quarantined) {
      requestLog.append(entry, suspicion && diagnosis.look(suspicion, entry));
      return answer;
    }
    log.warn('a genuine request could not be understood and is kept for an operator', {
      requestId: entry.id,
      reason: entry.reason,
    });
    try {
      await requestLog.appendDurably(entry);
      return answer;
    } catch (error) {
      return await refuse(inbound, faultOf(error, entry), entry);
    }
  }

  async function refuse(inbound: HostedInbound, refusal: Fault, entry: RequestLogEntry): Promise<PipelineAnswer> {
    const waitSeconds = refusal.status === 401 ? strangers.fail(entry.clientIp) : 0;
    const said = waitSeconds === 0 ? refusal : tooManyFailures(waitSeconds);
    try {
      return { reply: await inbound.refuse(said), fault: said };
    } catch (error) {
      faultOf(error, entry);
      return { reply: jsonReply(said.status, { error: said.code }), fault: said }; // its protocol has nobody to word it
    }
  }

  /** What is said of an error; that it was the adapter's goes into the log row, where its operator looks. */
  function faultOf(error: unknown, entry: RequestLogEntry): Fault {
    if (error instanceof AdapterFailure) entry.errorDetail = error.message;
    return faultOfError(error, entry.id, log);
  }
}

/** A repetition that comes while the first is still running is understood; it has to come again later. */
function isMisunderstanding({ status, code }: Fault): boolean {
  return misunderstandings.has(status) && code !== 'idempotency_in_progress';
}

function requireInbound(inbound: HostedInbound | undefined): HostedInbound {
  if (!inbound) throw new Error('only adapters with an inbound side are mounted');
  return inbound;
}

/**
 * Tries a request out for an operator: the pipeline from parsing to wording, without the commit between them. It knows no database, so
 * it can store nothing.
 */
import type { Command } from '../domain/command.ts';
import { fault, isFault, type Fault } from '../domain/fault.ts';
import type { HubFacts } from '../domain/hub-facts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { DryRun, DryRunRequest } from '../domain/provisioning/dry-run.ts';
import type { HostedInbound } from '../sdk/catalogue.ts';
import type { ParsedRequest, Translation } from '../sdk/contract.ts';
import { sampleOutcomes } from '../sdk/sample-outcomes.ts';
import type { MountedRoute } from './exchange.ts';
import { parseBody } from './parse.ts';
import { findRoute } from './rerun.ts';

/** What trying out stands on. */
export interface DryRunPorts {
  readonly routes: readonly MountedRoute[];
  /** What adapters may know of this hub. */
  readonly hub: HubFacts;
}

/** Refusals that say "I do not understand"; a trial meets no others that a format could want to keep. */
const misunderstandings: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** Makes it. */
export function createDryRun({ routes, hub }: DryRunPorts): DryRun {
  return async (trial) => {
    const found =
      trial.path === undefined ? firstRoute(routes, trial) : findRoute(routes, trial.format, { ...trial, path: trial.path });
    const inbound = found?.mounted.loaded.adapter.inbound;
    if (found === undefined || inbound === undefined) {
      return fault('conflict', 'no route of the format answers this method and path');
    }
    const { mounted, params } = found;
    const { method, headers, body, config, store } = trial;
    const path = trial.path ?? mounted.route.path;
    const request = { method, path, params, query: new URLSearchParams(), headers, body, json: {}, config, store, hub };
    const parsing = await parseBody(body, mounted.route, mounted.checkBody);
    const parsed: ParsedRequest = { ...request, json: 'refusal' in parsing ? {} : parsing.json };
    const translation = 'refusal' in parsing ? parsing.refusal : await mounted.route.translate(parsed);
    const reply = isFault(translation)
      ? await answerRefusal(translation, mounted, inbound, parsed)
      : await mounted.route.reply(madeUpOutcome(translation), parsed);
    return { meaning: translation, reply };
  };
}

async function answerRefusal(refusal: Fault, { route }: MountedRoute, inbound: HostedInbound, request: ParsedRequest) {
  const isKept = inbound.misunderstood === 'quarantine' && misunderstandings.has(refusal.status);
  return isKept ? route.reply({ kind: 'quarantined', reason: refusal.detail }, request) : inbound.refuse(refusal);
}

/** The first way in that a sender would be told of: a path without parameters where there is one. */
function firstRoute(routes: readonly MountedRoute[], { format, method }: DryRunRequest): ReturnType<typeof findRoute> {
  const mounted = routes.find(
    ({ loaded, route }) =>
      loaded.adapter.format === format && route.method === method && route.body !== 'none' && !route.path.includes(':'),
  );
  return mounted && { mounted, params: {} };
}

/** What would most likely come of it, with the sender's own ids and amounts in it. */
function madeUpOutcome(translation: Exclude<Translation, Fault>): Outcome {
  const [outcome] = sampleOutcomes(translation);
  if (outcome === undefined) throw new Error('every translation but a refusal has an outcome');
  return translation.kind === 'command' ? withOwnValues(outcome, translation.command) : outcome;
}

function withOwnValues(outcome: Outcome, command: Command): Outcome {
  if (outcome.kind === 'order' && 'order' in command) {
    const { externalId, status, paymentStatus, currency, totalCents } = command.order;
    return { ...outcome, externalId, status, paymentStatus, currency, totalCents, payment: null };
  }
  if (outcome.kind === 'client' && 'client' in command) return { ...outcome, externalId: command.client.externalId };
  if (outcome.kind === 'message' && 'message' in command) return { ...outcome, externalId: command.message.externalId };
  if (outcome.kind === 'session' && 'session' in command) return { ...outcome, externalId: command.session.externalId };
  if (outcome.kind === 'payment' && 'payment' in command) {
    const { externalId, amountCents } = command.payment;
    return { ...outcome, externalId, amountCents };
  }
  return outcome;
}

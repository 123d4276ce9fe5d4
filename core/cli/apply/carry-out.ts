/**
 * Makes the calls of a plan, one after the other, and tells of each object when it is done. It stops at the first refusal;
 * what was done stays done, and the next run goes on from there.
 */
import { callHub, type HubAccess } from '../hub-client.ts';
import type { PlannedCall, Step } from './plan.ts';
import type { MadeSecret } from './secrets-file.ts';

/** Who is told. */
export interface Witness {
  done(step: Step): void;
  /** Comes before `done`, so that no secret is lost when something after it fails. */
  made(secret: MadeSecret): void;
}

/** A call that was refused or not answered, with the step that it was made for. */
export interface Stop {
  readonly step: Step;
  readonly error: unknown;
}

/** The most that the hub takes in one list. */
const mostProducts = 1_000;

/** Carries out; undefined when all of it was done. */
export async function carryOut(steps: readonly Step[], access: HubAccess, witness: Witness): Promise<Stop | undefined> {
  for (const batch of batches(steps)) {
    const [step] = batch;
    if (step === undefined) continue;
    try {
      await makeCall(step, callOf(batch), access, witness);
    } catch (error) {
      return { step, error };
    }
    for (const done of batch) witness.done(done);
  }
  return undefined;
}

async function makeCall(step: Step, call: PlannedCall | undefined, access: HubAccess, witness: Witness): Promise<void> {
  if (call === undefined) return;
  const answer = (await callHub(access, call.method, call.path, call.body)) as {
    readonly id: string;
    readonly key?: string | null;
    readonly signing_secret_plain?: string;
  } | null; // as the operator API documents it
  const { id = '', key, signing_secret_plain: secret } = answer ?? {};
  if (secret === undefined) return;
  witness.made({ kind: step.kind, name: step.name, id, ...(key !== undefined && { key }), signing_secret: secret });
}

/** Products that go to the same list are one call; every other step is one of its own. */
function batches(steps: readonly Step[]): readonly (readonly Step[])[] {
  const found: Step[][] = [];
  for (const step of steps) {
    const last = found.at(-1);
    const isMore = step.call?.method === 'PUT' && step.call.path === last?.[0]?.call?.path && last.length < mostProducts;
    if (isMore) last.push(step);
    else found.push([step]);
  }
  return found;
}

function callOf(batch: readonly Step[]): PlannedCall | undefined {
  const call = batch[0]?.call;
  if (call?.method !== 'PUT') return call;
  return { ...call, body: { products: batch.flatMap((step) => productsOf(step.call)) } };
}

function productsOf(call: PlannedCall | undefined): readonly unknown[] {
  const { products = [] } = (call?.body ?? {}) as { readonly products?: readonly unknown[] }; // as the plan makes them
  return products;
}

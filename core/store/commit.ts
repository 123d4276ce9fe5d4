/**
 * The unit of work: one call of `commit_units` makes a list of requests durable. It never goes through entity flushes.
 *
 * A unit without an Idempotency-Key is one statement. One with a key needs its worded reply in the same transaction, so
 * the reply is made between the work and the commit.
 */
import type pg from 'pg';
import { fault, type Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import { mintToken, recipientTokenPrefix } from '../domain/key-token.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Clock, RandomBytes } from '../domain/ports.ts';
import type { UnitOfWork, WorkResult, WorkUnit } from '../domain/unit-of-work.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { classify, isHeldByAnother, isRetryable } from './failure.ts';

/** The refusals that only the database can decide. */
type StoreFault =
  | 'amount_out_of_range'
  | 'currency_mismatch'
  | 'email_conflict'
  | 'endpoint_limit_reached'
  | 'idempotency_conflict'
  | 'idempotency_in_progress'
  | 'immutable'
  | 'not_found'
  | 'order_not_cancellable'
  | 'partial_refund_not_supported'
  | 'unknown_sku';

/** What the database says of a unit. */
type Settlement =
  | Outcome
  | { readonly kind: 'fault'; readonly code: StoreFault; readonly detail?: string }
  | { readonly kind: 'replayed'; readonly status: number; readonly contentType: string | null; readonly body: string };

/** Thrown inside a transaction when another one answered under the same Idempotency-Key first. */
class LostIdempotencyRace extends Error {}

const maximumTries = 4;

/** Makes the unit of work on the tenants' pool. A broken connection while committing leaves open whether it was done; a retry finds out. */
export function createUnitOfWork(pool: pg.Pool, clock: Clock, randomBytes: RandomBytes): UnitOfWork {
  const newId = () => uuidV7(clock.now(), randomBytes);

  /** The unit as `commit_unit` reads it, with an id for everything that it may create. */
  const encode = (unit: WorkUnit) => ({
    ...unit.tenant,
    connectorId: unit.connectorId,
    requestId: unit.requestId,
    source: unit.source,
    command: unit.command,
    at: new Date(clock.now()).toISOString(),
    orderId: newId(),
    clientId: newId(),
    paymentId: newId(),
    ...(unit.command.name.startsWith('subscription.') && { token: mintToken(recipientTokenPrefix, randomBytes) }),
    ...(unit.idempotency && {
      idempotency: { ...unit.idempotency, fingerprint: Buffer.from(unit.idempotency.fingerprint).toString('hex') },
    }),
  });

  const run = async (client: pg.Pool | pg.PoolClient, units: readonly WorkUnit[]): Promise<readonly WorkResult[]> => {
    const { rows } = await client.query<{ settlements: readonly Settlement[] }>({
      name: 'commit-units',
      text: 'select commit_units($1) as settlements',
      values: [JSON.stringify(units.map(encode))],
    });
    const settlements = rows[0]?.settlements ?? [];
    const results = units.map((unit, index) => {
      const settlement = settlements[index];
      if (settlement === undefined) throw new Error('commit_units gave fewer outcomes than it was given units');
      return toResult(unit, settlement);
    });
    return Promise.all(results);
  };

  const runKeepingReplies = async (units: readonly WorkUnit[]): Promise<readonly WorkResult[]> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const results = await run(client, units);
      const replies = repliesToKeep(units, results);
      if (replies.length > 0) {
        const { rows } = await client.query<{ kept: number }>({
          name: 'store-replies',
          text: 'select store_replies($1) as kept',
          values: [JSON.stringify(replies)],
        });
        if (rows[0]?.kept !== replies.length) throw new LostIdempotencyRace();
      }
      await client.query('commit');
      client.release();
      return results;
    } catch (error) {
      await rollBack(client);
      throw error;
    }
  };

  const attempt = async (units: readonly WorkUnit[], tries: number): Promise<readonly WorkResult[]> => {
    try {
      return await (units.some((unit) => unit.idempotency) ? runKeepingReplies(units) : run(pool, units));
    } catch (error) {
      const again = isRetryable(error) || error instanceof LostIdempotencyRace;
      if (units.length === 1 && again && tries < maximumTries) return attempt(units, tries + 1);
      const classified = classify(error);
      const isOfOneUnit = again || isHeldByAnother(error) || classified === error;
      if (units.length === 1 || !isOfOneUnit) return units.map(() => ({ kind: 'broken', error: classified }));
      const singly: WorkResult[] = []; // one bad unit must not fail the others
      for (const unit of units) singly.push(...(await attempt([unit], 1)));
      return singly;
    }
  };

  return { commit: (units) => attempt(units, 1) };
}

async function toResult(unit: WorkUnit, settlement: Settlement): Promise<WorkResult> {
  switch (settlement.kind) {
    case 'fault':
      return refusalOf(settlement.code, settlement.detail);
    case 'replayed': {
      const { status, body, contentType } = settlement;
      return { kind: 'replayed', reply: { status, body, ...(contentType === null ? {} : { contentType }) } };
    }
    default:
      return { kind: 'done', outcome: settlement, ...(unit.word && { reply: await unit.word(settlement) }) };
  }
}

function refusalOf(code: StoreFault, detail: string | undefined): Fault {
  switch (code) {
    case 'idempotency_in_progress':
      return fault(code, undefined, { retryAfterSeconds: 1 });
    case 'amount_out_of_range':
      return fault(code, 'the total is out of range');
    case 'immutable':
      return fault(code, 'a subscription keeps the kind of its target');
    default:
      return detail === undefined ? fault(code) : fault(code, detail);
  }
}

/** Only a 2xx is kept: after anything else nothing was committed, and a retry may run again. */
function repliesToKeep(units: readonly WorkUnit[], results: readonly WorkResult[]) {
  return units.flatMap(({ idempotency, tenant }, index) => {
    const result = results[index];
    if (!idempotency || result?.kind !== 'done' || !result.reply || !isSuccess(result.reply)) return [];
    const { callerId, key, fingerprint } = idempotency;
    const { status, body, contentType } = result.reply;
    const hex = Buffer.from(fingerprint).toString('hex');
    return [{ organisationId: tenant.organisationId, callerId, key, fingerprint: hex, status, body, contentType }];
  });
}

function isSuccess({ status }: HttpReply): boolean {
  return status >= 200 && status < 300;
}

/** Gives the connection back clean, or drops it when it cannot even roll back. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

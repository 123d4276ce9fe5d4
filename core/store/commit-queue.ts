/**
 * Feeds the unit of work in batches: while a few commits are on their way, further requests gather, and go together in
 * the next one. A batch shares one flush to disk; an idle hub commits each request at once, alone.
 *
 * It is here for speed only (measured by `npm run bench`): taking it out changes no answer.
 */
import type { Command } from '../domain/command.ts';
import type { UnitOfWork, WorkResult, WorkUnit } from '../domain/unit-of-work.ts';

interface Waiting {
  readonly unit: WorkUnit;
  /** Units that touch the same rows have the same key; every batch takes its locks in the order of the keys. */
  readonly lockKey: string;
  readonly resolve: (result: WorkResult) => void;
}

const maximumBatch = 16;
const maximumInFlight = 3;

/** Puts a queue in front of a unit of work. */
export function createCommitQueue(inner: UnitOfWork): UnitOfWork {
  let waiting: Waiting[] = [];
  let inFlight = 0;

  const commitNext = async (): Promise<void> => {
    const batch = waiting.slice(0, maximumBatch).toSorted((one, other) => (one.lockKey < other.lockKey ? -1 : 1));
    waiting = waiting.slice(maximumBatch);
    inFlight += 1;
    const results = await inner.commit(batch.map(({ unit }) => unit));
    batch.forEach(({ resolve }, index) => {
      resolve(
        results[index] ?? { kind: 'broken', error: new Error('the unit of work gave fewer results than it was given units') },
      );
    });
    inFlight -= 1;
    pump();
  };

  const pump = (): void => {
    while (waiting.length > 0 && inFlight < maximumInFlight) void commitNext();
  };

  return {
    commit: (units) =>
      Promise.all(
        units.map((unit) => {
          const { promise, resolve } = Promise.withResolvers<WorkResult>();
          waiting.push({ unit, lockKey: lockKeyOf(unit), resolve });
          pump();
          return promise;
        }),
      ),
  };
}

/** The client's e-mail is what different orders share; the object's id is what repeats of one request share. */
function lockKeyOf({ tenant, command }: WorkUnit): string {
  return [tenant.storeId, personOf(command)?.toLowerCase() ?? '', objectOf(command)].join('\n');
}

function personOf(command: Command): string | undefined {
  if ('message' in command) return command.message.buyerEmail;
  const client = 'order' in command ? command.order.client : 'client' in command ? command.client : undefined;
  return client?.email ?? client?.externalId;
}

function objectOf(command: Command): string {
  switch (command.name) {
    case 'order.create':
    case 'order.upsert':
    case 'order.merge':
      return command.order.externalId;
    case 'order.delete':
    case 'order.cancel-by-external-id':
      return command.externalId;
    case 'order.cancel':
    case 'payment.record':
      return command.orderId;
    case 'payment.refund':
      return command.paymentId;
    case 'client.upsert':
      return command.client.externalId;
    case 'message.receive':
      return command.message.externalId;
    case 'session.record':
      return command.session.externalId;
    case 'subscription.create':
      return ''; // all of a store wait for its row
    case 'subscription.change':
    case 'subscription.delete':
      return command.number;
  }
}

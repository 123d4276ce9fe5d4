/**
 * Feeds the unit of work in batches, which share one flush to disk; an idle hub commits each request at once, alone.
 *
 * It is here for speed only (measured by `npm run bench`): taking it out changes no answer.
 */
import type { Command } from '../domain/command.ts';
import type { UnitOfWork, WorkUnit } from '../domain/unit-of-work.ts';
import { gather } from './gather.ts';

const maximumBatch = 16;
const maximumInFlight = 3;
const patienceMilliseconds = 50;

/** Puts a queue in front of a unit of work. What an adapter words within the transaction waits for no other adapter, and nothing else for it. */
export function createCommitQueue(inner: UnitOfWork): UnitOfWork {
  const newLane = () => gather({ maximumBatch, maximumInFlight, patienceMilliseconds, lockKey: lockKeyOf }, inner.commit);
  const plain = newLane();
  const wording = new Map<string, typeof plain>(); // by format
  const laneOf = ({ word, source }: WorkUnit): typeof plain => {
    if (word === undefined) return plain;
    const lane = wording.get(source) ?? newLane();
    wording.set(source, lane);
    return lane;
  };
  return { commit: (units) => Promise.all(units.map((unit) => laneOf(unit)(unit))) };
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
    case 'refund.record':
      return command.orderExternalId;
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

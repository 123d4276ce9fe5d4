/**
 * Places in a feed: the transaction that wrote a row, then the row's id.
 */
import type { FeedPosition } from '../../domain/provisioning/live-feed.ts';
import { isUuid } from '../../domain/uuid.ts';

/** A place; every row is after it whose transaction is later, or the same with a later id. */
export interface Place {
  /** PostgreSQL's 64-bit transaction id. */
  readonly transaction: bigint;
  readonly id: string;
}

const firstId = '00000000-0000-0000-0000-000000000000';
const syntax = /^(\d{1,19})\.([0-9a-f-]{36})$/;

/** Before the first row of a transaction. */
export function placeBefore(transaction: bigint): Place {
  return { transaction, id: firstId };
}

/** True when the first place comes after the second. */
export function isAfter(one: Place, other: Place): boolean {
  return one.transaction === other.transaction ? one.id > other.id : one.transaction > other.transaction;
}

/** The place as it is handed out. */
export function toPosition({ transaction, id }: Place): FeedPosition {
  return `${transaction}.${id}`;
}

/** The place that `toPosition` has written; undefined for any other text. */
export function toPlace(position: string): Place | undefined {
  const [, transaction = '', id = ''] = syntax.exec(position) ?? [];
  return isUuid(id) ? { transaction: BigInt(transaction), id } : undefined;
}

/**
 * Lists: how a page is asked for and how it is answered. A cursor is opaque to the caller, and carries no rights.
 */
import type { HttpReply } from '../../domain/http-reply.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Page, PageRequest } from '../../domain/provisioning/page.ts';
import { isUuid } from '../../domain/uuid.ts';
import { type Fields, listOf, orNull, record, text } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { parseInstant } from './instant.ts';
import { asking, type AskingParameter, type QueryValues, wholeNumber } from './query.ts';

const defaultLimit = 50;
const maximumLimit = 100;

/** `limit`, of every list. */
export const limit = asking(`How many rows at most, ${defaultLimit} when absent.`, wholeNumber(1, maximumLimit));

/** Packs a position so that nobody builds on what is in it. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** A cursor whose position `read` accepts; anything that `encodeCursor` cannot have written is refused. */
export function cursorOf<Position>(read: (position: string) => Position | undefined): AskingParameter<Position> {
  return {
    read(given) {
      const position = Buffer.from(given, 'base64url').toString();
      return encodeCursor(position) === given ? read(position) : undefined;
    },
    message: 'must be a next_cursor that this list gave',
    schema: { type: 'string' },
    description: 'The `next_cursor` of the page before.',
  };
}

/** The parameters of a list whose rows are found by id. */
export const pageParameters = { limit, cursor: cursorOf((position) => (isUuid(position) ? position : undefined)) };

/** A position in a list whose rows are found by a time and an id. */
export interface DatedPosition {
  /** RFC 3339. */
  readonly at: string;
  readonly id: string;
}

/** `cursor`, of a list whose rows can be in either order. */
export const eitherCursor = cursorOf((position): (Partial<DatedPosition> & Pick<DatedPosition, 'id'>) | undefined =>
  isUuid(position) ? { id: position } : readPosition(position),
);

/** What `eitherCursor` reads. */
export function encodePosition({ at, id }: DatedPosition): string {
  return encodeCursor(`${at} ${id}`);
}

function readPosition(position: string): DatedPosition | undefined {
  const [at = '', id = '', ...more] = position.split(' ');
  return parseInstant(at) !== undefined && isUuid(id) && more.length === 0 ? { at, id } : undefined;
}

/** The page that the parameters ask for. */
export function pageRequest({ limit: wanted, cursor }: QueryValues<typeof pageParameters>): PageRequest {
  return { limit: limitOf(wanted), ...(cursor === undefined ? {} : { after: cursor }) };
}

/** The limit that was asked for, or the usual one. */
export function limitOf(wanted: number | undefined): number {
  return wanted ?? defaultLimit;
}

/** The answer to a list. */
export function listReply<Row>({ rows, lastId }: Page<Row>, view: (row: Row) => object): HttpReply {
  return jsonReply(200, { rows: rows.map(view), next_cursor: lastId === null ? null : encodeCursor(lastId) });
}

/** The fields that a page of these has. */
export function pageFields(rows: JsonSchema): Fields {
  return {
    rows: listOf(rows, 'At most `limit` of them, where the list has one.'),
    next_cursor: orNull(text('Ask for the next page with it.'), 'this is the last page'),
  };
}

/** The schema of a page of these. */
export function pageOf(rows: JsonSchema): JsonSchema {
  return record('One page of a list.', pageFields(rows));
}

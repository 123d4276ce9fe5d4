/**
 * Reads `limit`, `cursor_at` and `cursor_id` of a list.
 */
import type { DocumentPageRequest } from '../domain/document-reader.ts';
import { fault, type Fault } from '../domain/fault.ts';
import { readMoment } from '../domain/moment.ts';
import { isUuid } from '../domain/uuid.ts';

/** Rows of a page when nobody says. */
export const defaultLimit = 50;
/** More rows than this are never on one page. */
export const maximumLimit = 100;

const limitRefused = fault('invalid_query', `limit must be an integer from 1 to ${maximumLimit}`);
const cursorRefused = fault('invalid_cursor');

/** Every refusal that reading a page can come to; for the API reference. */
export const pageRefusals: readonly Fault[] = [limitRefused, cursorRefused];

/** The page, or `invalid_query` / `invalid_cursor`. A limit above 100 is 100, as the protocol says. */
export function readPage(query: URLSearchParams): DocumentPageRequest | Fault {
  const limitText = query.get('limit') ?? String(defaultLimit);
  const limit = /^\d+$/.test(limitText) ? Math.min(Number(limitText), maximumLimit) : 0;
  if (limit < 1) return limitRefused;

  const at = query.get('cursor_at');
  const id = query.get('cursor_id');
  if (at === null && id === null) return { limit };
  const moment = readMoment(at ?? '');
  if (moment === undefined || id === null || !isUuid(id)) return cursorRefused;
  return { limit, after: { at: moment, id } };
}

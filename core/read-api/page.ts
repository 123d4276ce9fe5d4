/**
 * Reads `limit`, `cursor_at` and `cursor_id` of a list.
 */
import type { DocumentPageRequest } from '../domain/document-reader.ts';
import { fault, type Fault } from '../domain/fault.ts';
import { readMoment } from '../domain/moment.ts';
import { isUuid } from '../domain/uuid.ts';

const defaultLimit = 50;
const maximumLimit = 100;

/** The page, or `invalid_query` / `invalid_cursor`. A limit above 100 is 100, as the protocol says. */
export function readPage(query: URLSearchParams): DocumentPageRequest | Fault {
  const limitText = query.get('limit') ?? String(defaultLimit);
  const limit = /^\d+$/.test(limitText) ? Math.min(Number(limitText), maximumLimit) : 0;
  if (limit < 1) return fault('invalid_query', 'limit must be an integer from 1 to 100');

  const at = query.get('cursor_at');
  const id = query.get('cursor_id');
  if (at === null && id === null) return { limit };
  const moment = readMoment(at ?? '');
  if (moment === undefined || id === null || !isUuid(id)) return fault('invalid_cursor');
  return { limit, after: { at: moment, id } };
}

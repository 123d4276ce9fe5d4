/**
 * Lists of documents as the read API gives them, passed on as text, so that no digit is lost: in the order of the last
 * change, for programs that follow it, or newest first and narrowed down, for people who look for something.
 */
import type { DocumentKind } from '../domain/document-reader.ts';
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { ObjectPage } from '../domain/provisioning/object-browser.ts';
import type { PageRequest } from '../domain/provisioning/page.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { eitherCursor, encodeCursor, encodePosition, limit, limitOf } from './request/paging.ts';
import { asking, type QueryValues, word } from './request/query.ts';
import { fieldsRefused } from './request/wording.ts';

/** The parameters of such a list, beside those that narrow it down. */
export const documentParameters = {
  limit,
  cursor: eitherCursor,
  order: asking(
    '`newest`: those that were made last come first. `oldest`: those whose last change is longest ago. Absent: `newest` where the list is narrowed down, else `oldest`.',
    word('newest', 'oldest'),
  ),
};

/** What to know of such a list. */
export const documentsDescription =
  'Only the whole list can be had oldest change first. A page of another may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one.';

type ListQuery = QueryValues<typeof documentParameters>;

/** The page that the parameters ask for; `browse` finds it where the newest come first. */
export async function documentList(
  { documents }: Pick<OperatorDependencies, 'documents'>,
  kind: DocumentKind,
  organisationId: string,
  query: ListQuery,
  browse: (page: PageRequest) => Promise<ObjectPage>,
): Promise<HttpReply | Fault> {
  const { limit: wanted, cursor, order, ...narrowing } = query;
  const isNarrowed = Object.keys(narrowing).length > 0;
  const isNewest = order === 'newest' || (order === undefined && isNarrowed);
  if (isNarrowed && !isNewest)
    return fieldsRefused([{ path: 'order', message: 'must be newest where the list is narrowed down' }]);
  const { at, id } = cursor ?? {};
  if (id !== undefined && isNewest === (at !== undefined)) {
    return fieldsRefused([{ path: 'cursor', message: 'must be a next_cursor that this list gave in this order' }]);
  }
  const page = { limit: limitOf(wanted) };
  if (isNewest) {
    const { rowsJson, lastId } = await browse({ ...page, ...(id !== undefined && { after: id }) });
    return reply(rowsJson, lastId === null ? null : encodeCursor(lastId));
  }
  const after = id !== undefined && at !== undefined ? { after: { at, id } } : {};
  const { rowsJson, nextCursor } = await documents.list(kind, organisationId, { ...page, ...after });
  return reply(rowsJson, nextCursor && encodePosition(nextCursor));
}

function reply(rowsJson: readonly string[], cursor: string | null): HttpReply {
  return { status: 200, body: `{"rows":[${rowsJson.join(',')}],"next_cursor":${JSON.stringify(cursor)}}` };
}

/**
 * Lists of documents as the read API gives them: in the order of the last change, and passed on as text, so that no digit
 * is lost.
 */
import type { DocumentPage, DocumentPageRequest } from '../domain/document-reader.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import { datedCursor, encodePosition, limit, limitOf } from './request/paging.ts';
import type { QueryValues } from './request/query.ts';

/** The parameters of such a list. */
export const documentParameters = { limit, cursor: datedCursor };

/** The page that the parameters ask for. */
export function documentRequest({ limit: wanted, cursor }: QueryValues<typeof documentParameters>): DocumentPageRequest {
  return { limit: limitOf(wanted), ...(cursor === undefined ? {} : { after: cursor }) };
}

/** The answer to such a list. */
export function documentsReply({ rowsJson, nextCursor }: DocumentPage): HttpReply {
  const cursor = nextCursor && encodePosition(nextCursor);
  return { status: 200, body: `{"rows":[${rowsJson.join(',')}],"next_cursor":${JSON.stringify(cursor)}}` };
}

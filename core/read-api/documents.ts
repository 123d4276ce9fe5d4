/**
 * `GET /v1/<kind>s` and `GET /v1/<kind>s/{id}`: the organisation's objects as documents, oldest change first.
 */
import type { DocumentKind, DocumentReader } from '../domain/document-reader.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import { isUuid } from '../domain/uuid.ts';
import { readPage } from './page.ts';

/** One page; `next_cursor` is null when there is nothing more now. */
export async function listDocuments(
  documents: DocumentReader,
  kind: DocumentKind,
  organisationId: string,
  query: URLSearchParams,
): Promise<HttpReply | Fault> {
  const page = readPage(query);
  if ('kind' in page) return page;
  const { rowsJson, nextCursor } = await documents.list(kind, organisationId, page);
  return { status: 200, body: `{"rows":[${rowsJson.join(',')}],"next_cursor":${JSON.stringify(nextCursor)}}` };
}

/** One object. An id that is no UUID, unknown, or another organisation's gives the same answer. */
export async function getDocument(
  documents: DocumentReader,
  kind: DocumentKind,
  organisationId: string,
  id: string,
): Promise<HttpReply | Fault> {
  const document = isUuid(id) ? await documents.byId(kind, organisationId, id) : undefined;
  return document === undefined ? fault('not_found') : { status: 200, body: document };
}

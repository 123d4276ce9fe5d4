/**
 * Serves the API reference for people: a page for each document that the hub serves, made from it on this side, and one that
 * lists them. It knows no route; whatever is in a document is on its page.
 */
import type { IRouter } from 'express';
import type { JsonSchema } from '../../sdk/contract.ts';
import type { RequestScope } from '../request-scope.ts';
import { sendStaticFile, staticFile, type StaticFile } from '../static-file.ts';
import { apiDocument } from './document.ts';
import { documentContent } from './document-page.ts';
import type { Html } from './html.ts';
import { indexContent } from './index-page.ts';
import { basePath, linkTo, page, stylePath } from './layout.ts';
import { stylesheet } from './stylesheet.ts';

/** A document that the hub serves. */
export interface PublishedDocument {
  /** Unlike that of any other. */
  readonly title: string;
  /** Where it is served. */
  readonly source: string;
  /** Rejects when it cannot be made now. */
  read(): Promise<JsonSchema>;
}

/** Nothing from anywhere else, and no scripts, not even of our own. */
const headers = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/** Mounts the pages. Each is made when it is first asked for, and once: documents do not change while the hub runs. */
export function mountReferencePages(router: IRouter, documents: readonly PublishedDocument[], scope: RequestScope): void {
  const pages = documents.map((document) => ({ ...document, ...linkTo(document.title) }));
  const serve = (path: string, make: () => Promise<StaticFile>): void => {
    let file: StaticFile | undefined;
    scope.on(router, 'GET', path, async (request, response) => {
      file ??= await make();
      response.setHeader('X-Request-Id', scope.idOf(response));
      sendStaticFile(request, response, file, headers);
    });
  };
  const servePage = (title: string, path: string, content: () => Promise<Html>): void =>
    serve(path, async () => staticFile('text/html; charset=utf-8', Buffer.from(page(title, path, pages, await content()))));

  scope.on(router, 'GET', `${basePath}/`, (_request, response) => response.redirect(308, basePath));
  serve(stylePath, () => Promise.resolve(staticFile('text/css; charset=utf-8', Buffer.from(stylesheet))));
  servePage('Crossdock API reference', basePath, async () => {
    const made = pages.map(async ({ name, path, read }) => ({ name, path, document: apiDocument(await read()) }));
    return indexContent(await Promise.all(made));
  });
  for (const { title, path, source, read } of pages) {
    servePage(title, path, async () => documentContent(apiDocument(await read()), source));
  }
}

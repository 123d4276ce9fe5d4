/**
 * Serves the web console: static files that were built before the start, read once and kept in memory, compressed. It
 * knows no operator and no session; the console asks the operator API like any other client.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import type { IRouter, Request, Response } from 'express';
import type { HttpReply } from '../domain/http-reply.ts';
import { sendReply } from './answer.ts';
import type { RequestScope } from './request-scope.ts';
import { sendStaticFile, staticFile, type StaticFile } from './static-file.ts';

const basePath = '/console';
const assetsPath = `${basePath}/assets/`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Nothing from anywhere else, no inline scripts or styles, in nobody's frame. Styles that scripts set on elements, as the
 * long lists do for the places of their rows, are not what `style-src` is about.
 */
const headers = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Mounts the console whose files lie in `folder`; without them its place says how to make them. */
export function mountConsole(router: IRouter, folder: string, scope: RequestScope): void {
  const files = readFiles(folder);
  const page = files.get('index.html');
  const showPage = (request: Request, response: Response): void => {
    const requestId = scope.idOf(response);
    if (request.path.startsWith(assetsPath)) sendReply(response, noSuchAsset, { requestId });
    else if (page) sendFile(request, response, page, 'no-cache');
    else sendReply(response, notBuilt, { requestId });
  };
  for (const [name, file] of files) {
    // Names under assets/ hold a digest of what is in them.
    const caching = `${basePath}/${name}`.startsWith(assetsPath) ? 'public, max-age=31536000, immutable' : 'no-cache';
    scope.on(router, 'GET', `${basePath}/${name}`, (request, response) => sendFile(request, response, file, caching));
  }
  // Every other address is one of the console's own pages: deep links are read by the page itself.
  for (const path of [basePath, `${basePath}/`, `${basePath}/*path`]) scope.on(router, 'GET', path, showPage);
}

function readFiles(folder: string): ReadonlyMap<string, StaticFile> {
  return new Map(
    namesIn(folder).map((name) => {
      const contentType = contentTypes[extname(name)] ?? 'application/octet-stream';
      return [name.replaceAll(sep, '/'), staticFile(contentType, readFileSync(join(folder, name)))];
    }),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []; // never built
    throw error;
  }
}

function sendFile(request: Request, response: Response, file: StaticFile, caching: string): void {
  sendStaticFile(request, response, file, { ...headers, 'Cache-Control': caching });
}

/** A page from before the hub was upgraded asks for files that are gone; HTML would be no answer to that. */
const noSuchAsset: HttpReply = {
  status: 404,
  contentType: 'text/plain; charset=utf-8',
  body: 'Reload the page: the console has changed.\n',
};

const notBuilt: HttpReply = {
  status: 503,
  contentType: 'text/plain; charset=utf-8',
  body: 'The console has not been built. Run "npm run build:console" where the hub was installed from, and start the hub again.\n',
};

/**
 * Requests kept as files beside an adapter: `<name>.request.json` says how it came (method, path, headers), `<name>.body.json`
 * or `<name>.body` holds its bytes, untouched. It reads them as samples, and never signs or changes any.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InboundRequest } from '../contract.ts';
import type { SampleRequest } from './subject.ts';

/** The ending of the file that says how a request came. */
export const requestFileEnding = '.request.json';

/** What such a file holds. */
export interface RequestFile {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  /** What stands at the `:names` of the route's path; absent where it has none. */
  readonly params?: Readonly<Record<string, string>>;
  /** Without its question mark; absent means none. */
  readonly query?: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Every request of a folder in the order of the files' names, unsigned. Throws when a file cannot be read or is no such file. */
export function readRequestFiles(folder: string): readonly SampleRequest[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(requestFileEnding));
  return files.toSorted().map((file) => {
    const name = file.slice(0, -requestFileEnding.length);
    return { name, request: readRequest(join(folder, file), join(folder, name)) };
  });
}

function readRequest(file: string, bodyFile: string): InboundRequest {
  const { method, path, params = {}, query = '', headers } = JSON.parse(readFileSync(file, 'utf8')) as RequestFile; // checked below
  if (typeof method !== 'string' || typeof path !== 'string' || typeof headers !== 'object' || headers === null)
    throw new Error(`${file} needs a method, a path and headers`);
  return { method, path, params, query: new URLSearchParams(query), headers, body: readBody(bodyFile) };
}

/** The line break that editors put at the end of a text file is no part of a JSON body; other bytes are. */
function readBody(file: string): Uint8Array {
  if (existsSync(`${file}.body.json`)) return new TextEncoder().encode(readFileSync(`${file}.body.json`, 'utf8').trimEnd());
  return existsSync(`${file}.body`) ? Uint8Array.from(readFileSync(`${file}.body`)) : new Uint8Array();
}

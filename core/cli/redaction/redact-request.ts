/**
 * Takes personal data and secrets out of a request of the log, so that it can become a fixture. What is left has the same
 * shape and other values; its signature holds no more, so whoever uses it signs it again.
 *
 * Only JSON is understood. Any other body is refused rather than kept as it is.
 */
import type { RequestFile } from '../../sdk/conformance/request-files.ts';
import { type JsonPath, replaceInJson } from './json-text.ts';
import { madeUp, personalKind } from './personal-data.ts';

/** A request as the operator API shows it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null when no body was read, or when it is no text. */
  readonly body: string | null;
  readonly body_base64?: string;
}

/** What may be kept. */
export interface RedactedRequest {
  readonly file: RequestFile;
  /** Absent when the request had none. */
  readonly body?: string;
  /** Where something was taken out, each place once, without indexes. */
  readonly redacted: readonly string[];
}

/** Headers that say how the request travelled and not what it was, or that carry a secret. */
const droppedHeader =
  /^(authorization|cookie|host|connection|content-length|accept-encoding|forwarded|via|te|trailer|transfer-encoding|traceparent|tracestate|x-real-ip|x-request-id|x-forwarded-.*|cf-.*|proxy-.*)$/;
const urlLike = /\bhttps?:\/\/[^\s"'<>\\]+/g;

/** The request without them, or a sentence that says why it cannot be kept. */
export function redactRequest(request: LoggedRequest): RedactedRequest | string {
  const { method, path, headers, body } = request;
  if (request.body_base64 !== undefined) return 'its body is no text';
  if (body !== null && body.trim() !== '' && !isJson(body)) return 'its body is not JSON, and nothing else can be redacted';
  const redactor = createRedactor();
  const keptHeaders = Object.entries(headers).flatMap(([name, value]) =>
    droppedHeader.test(name) || value === '[redacted]' ? [] : [[name, redactor.text([headerField(name)], value)] as const],
  );
  const segments = path.split('/').map((segment) => redactor.text(['path'], segment));
  return {
    file: { method, path: segments.join('/'), headers: Object.fromEntries(keptHeaders) },
    ...(body !== null && body.trim() !== '' && { body: redactor.json(body) }),
    redacted: [...redactor.places].toSorted(),
  };
}

/** A storefront's program names itself in User-Agent; in a body the same words are about a buyer. */
function headerField(name: string): string {
  return name === 'user-agent' ? 'program' : name;
}

function createRedactor() {
  const places = new Set<string>();
  const ordinals = new Map<string, number>(); // equal values stay equal
  let label = ''; // what the last "key" or "name" said, for the "value" beside it

  function ordinalOf(value: string): number {
    const ordinal = ordinals.get(value) ?? ordinals.size + 1;
    ordinals.set(value, ordinal);
    return ordinal;
  }

  function text(path: JsonPath, value: string): string {
    const fieldName = path.findLast((part) => typeof part === 'string') ?? '';
    if (fieldName === 'key' || fieldName === 'name') label = value;
    const withoutLinks = value.replaceAll(urlLike, anonymousUrl);
    const kind = personalKind(fieldName === 'value' ? label : fieldName, withoutLinks);
    const replaced = kind === undefined ? withoutLinks : madeUp(kind, value, ordinalOf(value));
    if (replaced !== value) places.add(path.filter((part) => typeof part === 'string').join('.'));
    return replaced;
  }

  return {
    places,
    text,
    json: (body: string) =>
      replaceInJson(body, (path, value, kind) => {
        const replaced = kind === 'text' ? text(path, value) : number(path, value);
        return replaced === value ? undefined : kind === 'text' ? JSON.stringify(replaced) : replaced;
      }),
  };

  /** A number stays one of the same length; names and texts are never numbers, so an id called "name" is left alone. */
  function number(path: JsonPath, value: string): string {
    const fieldName = path.findLast((part) => typeof part === 'string') ?? '';
    const kind = personalKind(fieldName === 'value' ? label : fieldName, value);
    if (kind === undefined || kind === 'name' || kind === 'text') return value;
    places.add(path.filter((part) => typeof part === 'string').join('.'));
    return value.replaceAll(/\d/g, '1');
  }
}

/** Another host, and nothing that the query or a login carried. */
function anonymousUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return 'https://shop.example/';
  const query = [...url.searchParams.keys()].map((name) => `${name}=redacted`).join('&');
  return `${url.protocol}//shop.example${url.pathname}${query === '' ? '' : `?${query}`}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

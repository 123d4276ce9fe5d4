/**
 * From the bytes of a request to a document: JSON or XML, as the sender says or, where it says nothing useful, as it looks.
 */
import { type Fault, fault, type InboundRequest } from '../../../core/sdk/index.ts';
import type { FulfilmentConfig } from '../config.ts';
import { readJsonDocument } from './json-document.ts';
import type { SourceDocument } from '../mapping/mapping.ts';
import { isFields } from '../mapping/plain-value.ts';
import { namesOtherEncoding, readXmlDocument } from './xml-document.ts';

/** A document, with what a partner's JSON Schema is to be checked against. */
export interface Content extends SourceDocument {
  readonly plain: unknown;
}

/** What programs say when nobody told them what they send. */
const uninformative: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
]);

/** Reads the body; or refuses what the connector does not take (415) and what is neither JSON nor XML as it should be (422). */
export function readContent({ headers, body }: InboundRequest, accepted: FulfilmentConfig['content'] = 'both'): Content | Fault {
  const contentType = headers['content-type'] ?? '';
  const kind = kindOf(contentType, body);
  if (kind === undefined || (accepted !== 'both' && accepted !== kind)) {
    return fault(
      'unsupported_media_type',
      `this connector takes ${accepted === 'both' ? 'JSON or XML' : accepted.toUpperCase()}`,
    );
  }
  if (isOtherCharset(contentType) || (kind === 'xml' && namesOtherEncoding(body))) {
    return fault('unsupported_media_type', 'send the body as UTF-8');
  }
  return kind === 'json' ? readJson(body) : readXml(body);
}

function readJson(body: Uint8Array): Content | Fault {
  const reading = readJsonDocument(body);
  if ('problem' in reading) return fault('invalid_json', `request body did not parse as JSON: ${reading.problem}`);
  return { ...reading, ownFields: reading.document };
}

function readXml(body: Uint8Array): Content | Fault {
  const reading = readXmlDocument(body);
  if ('problem' in reading) return fault('validation_failed', reading.problem);
  const [root] = Object.values(reading.document);
  return { document: reading.document, plain: reading.document, ownFields: isFields(root) ? root : {} };
}

function kindOf(contentType: string, body: Uint8Array): 'json' | 'xml' | undefined {
  const [mediaType = ''] = contentType.toLowerCase().split(';', 1);
  const type = mediaType.trim();
  if (/^(?:application|text)\/json$|\+json$/.test(type)) return 'json';
  if (/^(?:application|text)\/xml$|\+xml$/.test(type)) return 'xml';
  return uninformative.has(type) ? kindByLook(body) : undefined;
}

/** By the first byte that is neither white space nor part of a byte order mark. */
function kindByLook(body: Uint8Array): 'json' | 'xml' | undefined {
  const start = Buffer.from(body.subarray(0, 1_000)).toString('utf8').replace('\ufeff', '').trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  return start.startsWith('<') ? 'xml' : undefined;
}

function isOtherCharset(contentType: string): boolean {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType) ?? [];
  return charset !== undefined && !/^(?:utf-?8|us-ascii|ascii)$/i.test(charset);
}

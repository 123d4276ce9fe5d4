/**
 * Reads XML as a document that a mapping can be evaluated over. Every value is text, exactly as written: "0019.990" stays
 * "0019.990". The root element is the one field of the document.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { readUtf8 } from './text-encoding.ts';
import { decodeReferences, findXmlObjection } from './xml-guard.ts';

/** The document, or why there is none, as a sentence that repeats nothing of it. */
export type XmlReading = { readonly document: Readonly<Record<string, unknown>> } | { readonly problem: string };

/** The five entities and numeric references; nothing that a document could define. */
const entityDecoder = {
  setExternalEntities: () => {},
  addInputEntities: () => {},
  reset: () => {},
  setXmlVersion: () => {},
  decode: decodeReferences,
};

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: true,
  entityDecoder,
});

/**
 * Reads the bytes. An element with text alone is that text; with attributes or elements it is an object, attributes as
 * `@name` and its own text as `#text`. Elements of one name are a list where there are several of them, and one value
 * where there is one: in JSONata, `item[]` is a list either way. Refuses what findXmlObjection objects to, what is not
 * well-formed, and every encoding but UTF-8.
 */
export function readXmlDocument(bytes: Uint8Array): XmlReading {
  const text = readUtf8(bytes);
  if (text === undefined) return { problem: 'the XML is not UTF-8' };
  const objection = findXmlObjection(text);
  if (objection !== undefined) return { problem: objection };
  if (XMLValidator.validate(text) !== true) return { problem: 'the XML is not well-formed' };
  try {
    const document: unknown = parser.parse(text);
    return isDocument(document) ? { document } : { problem: 'the XML has no element' };
  } catch {
    return { problem: 'the XML is not well-formed' }; // the parser's own message quotes the document
  }
}

/** True when the declaration names another encoding than the one that is read. */
export function namesOtherEncoding(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const [, encoding] = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(start.replace('\u00ef\u00bb\u00bf', '')) ?? [];
  return encoding !== undefined && !/^(?:utf-?8|us-ascii|ascii)$/i.test(encoding);
}

function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

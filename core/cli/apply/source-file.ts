/**
 * A YAML file together with the line of every place in it, so that whatever is found wrong later can be shown where it
 * stands. It refuses what a parser would only guess at: unknown tags, keys given twice, aliases that multiply.
 */
import { readFileSync } from 'node:fs';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { FieldFault } from '../../domain/fault.ts';

/** A file that could be parsed. */
export interface SourceFile {
  /** As it was named. */
  readonly file: string;
  readonly value: unknown;
  /** The line, from 1, of a place such as `organisations.0.name`, or of what comes nearest above it. */
  lineOf(path: string): number;
}

/** Something wrong, where it stands. */
export interface BadPlace {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

const sizeLimitBytes = 4 * 1024 ** 2;
const aliasLimit = 50;

/** Reads and parses. Throws a sentence when there is no such file; gives the bad places when it is no YAML. */
export function readSource(file: string): SourceFile | readonly BadPlace[] {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { schema: 'core', customTags: [], lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings]; // a tag that nobody knows is only worth a warning to the parser
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (problems.length > 0) return problems.map(({ pos, message }) => ({ file, line: lineAt(pos[0]), reason: message }));
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasLimit });
    return { file, value, lineOf: (path) => lineAt(offsetOf(document, path)) };
  } catch {
    return [{ file, line: 1, reason: `its aliases stand for more than ${aliasLimit} times what they name: write it out` }];
  }
}

/** Faults of fields below `path` as bad places; the path is not repeated where the whole document is wrong. */
export function badPlaces(source: SourceFile, path: string, faults: readonly FieldFault[]): readonly BadPlace[] {
  return faults.map((fault) => {
    const whole = [path, fault.path].filter((part) => part !== '').join('.');
    const name = whole === '' ? 'the document' : whole;
    return { file: source.file, line: source.lineOf(whole), reason: `${name} ${fault.message}` };
  });
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Error(`${file} cannot be read: name the YAML file that says what the hub should have`);
  }
  if (bytes.length > sizeLimitBytes) throw new Error(`${file} has ${bytes.length} bytes; at most ${sizeLimitBytes} are read`);
  return bytes.toString('utf8');
}

/** Keys may have dots themselves, so the longest key that fits is followed. */
function offsetOf(document: Document, path: string): number {
  let offset = document.contents?.range?.[0] ?? 0;
  let node: unknown = document.contents;
  let rest = path;
  while (rest !== '') {
    const found = step(isAlias(node) ? node.resolve(document) : node, rest);
    if (found === undefined) return offset;
    ({ offset, node } = found);
    rest = rest.slice(found.key.length + 1);
  }
  return offset;
}

interface FoundStep {
  readonly key: string;
  readonly offset: number;
  readonly node: unknown;
}

function step(node: unknown, rest: string): FoundStep | undefined {
  const fitting = children(node).filter(({ key }) => rest === key || rest.startsWith(`${key}.`));
  return fitting.toSorted((a, b) => b.key.length - a.key.length)[0];
}

function children(node: unknown): readonly FoundStep[] {
  if (isSeq(node)) return node.items.map((item, index) => ({ key: String(index), offset: startOf(item), node: item }));
  if (!isMap(node)) return [];
  return node.items.map(({ key, value }) => ({ key: isScalar(key) ? String(key.value) : '', offset: startOf(key), node: value }));
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0; // what a parser gives has a range
}

/**
 * Takes a Markdown document of this repository apart, as far as the tests of the documents need it. It renders nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that all paths of documents are relative to. */
export const repository = join(import.meta.dirname, '..', '..');

/** One fenced block of code. */
export interface CodeBlock {
  /** What stands behind the opening fence; empty for a block without a language. */
  readonly language: string;
  readonly code: string;
}

/** A heading and everything up to the next heading of any level. */
export interface Section {
  readonly title: string;
  readonly level: number;
  readonly text: string;
}

/** The text of a document, by its path in the repository. */
export function readDocument(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** The fenced blocks, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({ language, code }));
}

/** The sections, in order. Lines of code that begin with a number sign are not headings. */
export function sections(markdown: string): readonly Section[] {
  const found: { title: string; level: number; lines: string[] }[] = [];
  let isCode = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    const [, marks = '', title = ''] = isCode ? [] : (/^(#{1,6}) (.+)$/.exec(line) ?? []);
    if (marks !== '') found.push({ title, level: marks.length, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ title, level, lines }) => ({ title, level, text: lines.join('\n') }));
}

/** The section with this title. Throws when there is none, so that a renamed heading is noticed. */
export function sectionOf(markdown: string, title: string): Section {
  const section = sections(markdown).find((candidate) => candidate.title === title);
  if (section === undefined) throw new Error(`there is no heading "${title}"`);
  return section;
}

/** The shell commands under this heading, one text for each block. */
export function shellBlocks(markdown: string, title: string): readonly string[] {
  return codeBlocks(sectionOf(markdown, title).text).flatMap(({ language, code }) => (language === 'sh' ? [code] : []));
}

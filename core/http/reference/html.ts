/**
 * HTML as a value. Whatever is put into a template is escaped unless it is HTML already, so no text can become markup.
 */

/** Text that is HTML, made by `html` alone. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, HTML is not; lists are put one after the other, and nothing stands for nothing. */
export type Part = Html | string | number | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template of HTML. Put attributes' values in quotes. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: texts.map((text, index) => text + markupOf(parts[index])).join('') };
}

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

/** A sentence or more: `code` between backquotes, paragraphs between blank lines. */
export function prose(text: string): readonly Html[] {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== '');
  return paragraphs.map((paragraph) => html`<p>${inline(paragraph)}</p>`);
}

/** The same inside a paragraph. */
export function inline(text: string): readonly Html[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
}

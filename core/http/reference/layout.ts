/**
 * What every page of the API reference has around its content. No script, and nothing from anywhere else.
 */
import { type Html, html } from './html.ts';

/** Where the pages are. */
export const basePath = '/docs';
/** Where their style sheet is. */
export const stylePath = `${basePath}/style.css`;

/** A link to the page of a document. */
export interface PageLink {
  readonly name: string;
  readonly path: string;
}

/** The link to a document of this title. */
export function linkTo(title: string): PageLink {
  const name = title.replace(/^Crossdock /, '');
  return { name: name.slice(0, 1).toUpperCase() + name.slice(1), path: `${basePath}/${slugOf(name)}` };
}

/** A text as it stands in links. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** A whole page, as it is sent; `current` is its own path. */
export function page(title: string, current: string, links: readonly PageLink[], content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <p class="brand"><a href="${basePath}">Crossdock</a></p>
          <nav aria-label="References">
            <ul>
              ${links.map(({ name, path }) =>
                path === current
                  ? html`<li><a href="${path}" aria-current="page">${name}</a></li> `
                  : html`<li><a href="${path}">${name}</a></li> `,
              )}
            </ul>
          </nav>
        </header>
        ${content}
      </body>
    </html> `.markup;
}

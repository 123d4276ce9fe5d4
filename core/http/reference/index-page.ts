/**
 * The first page of the API reference: which documents there are.
 */
import type { ApiDocument } from './document.ts';
import { type Html, html, prose } from './html.ts';
import type { PageLink } from './layout.ts';

/** Its content. */
export function indexContent(pages: readonly (PageLink & { readonly document: ApiDocument })[]): Html {
  return html`<main id="content" class="index">
    <h1>API reference</h1>
    ${pages.map(({ name, path, document: { info, paths } }) => {
      const [about] = prose(info.description ?? '');
      const calls = Object.values(paths).reduce((count, methods) => count + Object.keys(methods).length, 0);
      return html`<section>
        <h2><a href="${path}">${name}</a></h2>
        ${about}
        <p>${calls} calls.</p>
      </section>`;
    })}
  </main>`;
}

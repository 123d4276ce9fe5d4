/**
 * The page of one document: its introduction, a table of contents, every call, every webhook, every schema.
 */
import type { ApiDocument } from './document.ts';
import { fieldsTable, schemaAnchor } from './fields.ts';
import { type Html, html, inline, prose } from './html.ts';
import { slugOf } from './layout.ts';
import { type Call, callSection, webhookSection } from './operation.ts';
import { sampleOf } from './sample.ts';

interface Group {
  readonly name: string;
  readonly calls: readonly Call[];
}

/** Its content; `source` is where the document itself is served. */
export function documentContent(document: ApiDocument, source: string): Html {
  const groups = groupsOf(document);
  const webhooks = Object.entries(document.webhooks ?? {}).flatMap(([name, methods]) =>
    Object.values(methods).map((operation) => ({ name, operation })),
  );
  const schemas = Object.entries(document.components.schemas ?? {});
  return html`<div class="columns">
    <nav class="contents" aria-label="Contents">
      <ul>
        ${groups.map(
          ({ name, calls }) =>
            html`<li>
              <a href="#${slugOf(name)}">${name}</a>
              <ul>
                ${calls.map(({ anchor, operation }) => html`<li><a href="#${anchor}">${inline(operation.summary)}</a></li> `)}
              </ul>
            </li> `,
        )}${webhooks.length === 0 ? undefined : html`<li><a href="#webhooks">Webhooks</a></li> `}
        ${schemas.length === 0 ? undefined : html`<li><a href="#schemas">Schemas</a></li> `}
      </ul>
    </nav>
    <main id="content">
      ${introduction(document, source)}
      ${groups.map(
        ({ name, calls }) =>
          html`<h2 id="${slugOf(name)}">${name}</h2>
            ${calls.map((call) => callSection(document, call))}`,
      )}
      ${webhooks.length === 0 ? undefined : html`<h2 id="webhooks">Webhooks</h2> `}
      ${webhooks.map(({ name, operation }) => webhookSection(document, name, operation))}
      ${schemas.length === 0 ? undefined : html`<h2 id="schemas">Schemas</h2> `}
      ${schemas.map(([name]) => schemaSection(document, name))}
    </main>
  </div>`;
}

function introduction({ info, servers, components }: ApiDocument, source: string): Html {
  const schemes = Object.entries(components.securitySchemes ?? {});
  return html`<h1>${info.title}</h1>
    <p class="facts">
      Version ${info.version}, at <code>${servers[0]?.url}</code>. As a document: <a href="${source}">OpenAPI 3.1</a>.
    </p>
    ${info.description === undefined ? undefined : prose(info.description)}
    <h2 id="authentication">Authentication</h2>
    <ul>
      ${schemes.map(([name, { type, scheme, name: field, description }]) => {
        const way =
          type === 'http'
            ? html`<code>Authorization: ${scheme === 'bearer' ? 'Bearer' : scheme} ...</code>`
            : html`<code>${field}</code>`;
        return html`<li><strong>${name}</strong>: ${way} ${inline(description ?? '')}</li> `;
      })}
    </ul>`;
}

/** Under the document's own headings, in their order; a document without any has one. */
function groupsOf(document: ApiDocument): readonly Group[] {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Call => ({
      anchor: operation.operationId ?? slugOf(`${method} ${path}`),
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  const byTag = Map.groupBy(calls, ({ operation }) => operation.tags?.[0] ?? 'Calls');
  const order = [...new Set([...(document.tags ?? []).map(({ name }) => name), ...byTag.keys()])];
  return order.flatMap((name) => {
    const ofTag = byTag.get(name);
    return ofTag ? [{ name, calls: ofTag }] : [];
  });
}

function schemaSection(document: ApiDocument, name: string): Html {
  const schema = document.components.schemas?.[name] ?? {};
  const sample = JSON.stringify(sampleOf(schema, document, true), null, 2);
  return html`<section class="schema" id="${schemaAnchor(name)}">
    <h3><a href="#${schemaAnchor(name)}">${name}</a></h3>
    ${prose(schema.description ?? '')} ${fieldsTable(schema, 'optional', `Fields of ${name}`)}
    <details>
      <summary>Example</summary>
      <pre tabindex="0"><code>${sample}</code></pre>
    </details>
  </section> `;
}

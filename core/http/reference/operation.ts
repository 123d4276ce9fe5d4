/**
 * One call on a page: what it does, what it takes, what it answers, and how it is made.
 */
import { bodyOf, curlCommand } from './curl.ts';
import { type Answer, type ApiDocument, type Operation, referenceName, resolved, type Schema } from './document.ts';
import { fieldsTable, type Marking, parametersTable, typeText } from './fields.ts';
import { type Html, html, inline, type Part, prose } from './html.ts';
import { sampleOf } from './sample.ts';

/** A call with its place in the API. */
export interface Call {
  /** What the page calls it in links. */
  readonly anchor: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The section of a call. */
export function callSection(document: ApiDocument, { anchor, method, path, operation }: Call): Html {
  const { summary, description, parameters = [], requestBody, responses, security = document.security ?? [] } = operation;
  const role = operation['x-least-role'];
  return html`<section class="call" id="${anchor}">
    <h3><a href="#${anchor}">${inline(summary)}</a></h3>
    <p class="where"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
    ${description === undefined ? undefined : prose(description)}
    ${security.length === 0 ? html`<p>Anybody may make this call.</p>` : undefined}
    ${role === undefined ? undefined : html`<p>Least role: <code>${role}</code></p>`} ${parametersTable(parameters)}
    ${requestBody === undefined ? undefined : bodyPart(document, operation)}
    ${Object.entries(responses)
      .filter(isSuccess)
      .map(([status, answer]) => successPart(document, status, answer))}
    ${refusalsTable(Object.entries(responses).filter((entry) => !isSuccess(entry)))}
    <h4>With curl</h4>
    <pre tabindex="0"><code>${curlCommand(document, method, path, operation)}</code></pre>
  </section> `;
}

/** The section of a webhook: what a receiver gets, and what its answers mean. */
export function webhookSection(document: ApiDocument, name: string, operation: Operation): Html {
  const anchor = `webhook-${name}`;
  return html`<section class="call" id="${anchor}">
    <h3>
      <a href="#${anchor}"><code>${name}</code></a>
    </h3>
    ${prose(operation.summary)} ${parametersTable(operation.parameters ?? [])}
    ${Object.values(operation.requestBody?.content ?? {}).map(({ schema = {} }) => described(document, schema, 'Body', 'optional'))}
    ${refusalsTable(Object.entries(operation.responses), 'What your answer means')}
  </section> `;
}

function isSuccess([status]: readonly [string, unknown]): boolean {
  return status.startsWith('2');
}

function bodyPart(document: ApiDocument, operation: Operation): Html {
  const { required = false, content } = operation.requestBody ?? { content: {} };
  const parts = Object.entries(content).map(([type, { schema = {} }]) => {
    const caption = `Body${required ? '' : ', which may be left out'}${type === 'application/json' ? '' : ` (${type})`}`;
    return described(document, schema, caption, 'required');
  });
  const example = bodyOf(document, operation);
  return html`${parts}${example === undefined ? undefined : exampleOf('Example of a body', example)}`;
}

function successPart(document: ApiDocument, status: string, { description, content = {} }: Answer): Html {
  const media = Object.entries(content);
  if (media.length === 0)
    return html`<h4>Answer <code>${status}</code></h4>
      <p>${inline(description)}</p>`;
  return html`<h4>Answer <code>${status}</code></h4>
    ${media.map(([type, { schema = {}, examples }]) => {
      const samples = examples
        ? Object.entries(examples).map(([name, { value }]) => [`Example: ${name}`, value] as const)
        : type === 'application/json' && isDescribed(schema, document)
          ? [['Example of an answer', sampleOf(schema, document, true)] as const]
          : [];
      const caption = `Fields of the answer${type === 'application/json' ? '' : ` (${type})`}`;
      return html`${described(document, schema, caption, 'optional')}${samples.map(([title, value]) =>
        exampleOf(title, typeof value === 'string' ? value : JSON.stringify(value, null, 2)),
      )}`;
    })}`;
}

/** False for what can be anything: a sample of it would say nothing. */
function isDescribed(schema: Schema, document: ApiDocument): boolean {
  return resolved(schema, document).properties !== undefined;
}

/** The fields of a schema, or a link to where they are. */
function described(document: ApiDocument, schema: Schema, caption: string, marking: Marking): Html {
  const isNamed = referenceName(schema) !== undefined;
  const table = isNamed ? undefined : fieldsTable(schema, marking, caption);
  if (table) return table;
  const { description = '' } = resolved(schema, document);
  return html`<p>${caption}: ${typeText(schema)}. ${inline(description)}</p>`;
}

function exampleOf(title: string, text: string): Html {
  return html`<details>
    <summary>${title}</summary>
    <pre tabindex="0"><code>${text}</code></pre>
  </details> `;
}

/** Statuses with their codes and sentences. */
function refusalsTable(answers: readonly (readonly [string, Answer])[], caption = 'Refusals'): Html | undefined {
  const rows = answers.flatMap(([status, answer]) =>
    meaningsOf(answer).map(
      (meaning) =>
        html`<tr>
          <th scope="row"><code>${status}</code></th>
          <td>${meaning}</td>
        </tr> `,
    ),
  );
  if (rows.length === 0) return undefined;
  return html`<table class="refusals">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Status</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function meaningsOf({ description, content = {} }: Answer): readonly Part[] {
  const examples = Object.values(content).flatMap((media) => Object.entries(media.examples ?? {}));
  if (examples.length === 0) return [inline(description)];
  return examples.map(([name, { value }]) => {
    const { error, detail } = (value ?? {}) as { readonly error?: unknown; readonly detail?: unknown }; // an adapter words it as it likes
    const isUsual = typeof error === 'string' && typeof detail === 'string';
    return isUsual ? html`<code>${error}</code> ${detail}` : html`<code>${name}</code> <code>${JSON.stringify(value)}</code>`;
  });
}

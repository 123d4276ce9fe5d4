/**
 * Tables of fields and parameters: what each is called, what it may be, and what it is about.
 */
import { type Parameter, referenceName, type Schema } from './document.ts';
import { type Html, html, inline, type Part } from './html.ts';

/** Which fields are marked: those that must be given, or those that may be missing. */
export type Marking = 'required' | 'optional';

/** The fields of an object and of the objects in it; undefined for a schema that names none. */
export function fieldsTable(schema: Schema, marking: Marking, caption: string): Html | undefined {
  const rows = rowsOf(schema, marking, '');
  return rows.length === 0 ? undefined : table(caption, 'Field', rows);
}

/** The parameters of one call; undefined when it has none. */
export function parametersTable(parameters: readonly Parameter[]): Html | undefined {
  const rows = parameters.map(({ name, in: place, required, description, schema }) =>
    row(name, schema, required ? html`<strong>required</strong>` : undefined, description, html`, in ${place}`),
  );
  return rows.length === 0 ? undefined : table('Parameters', 'Parameter', rows);
}

/** Where the schema of a component is described on its page. */
export function schemaAnchor(name: string): string {
  return `schema-${name}`;
}

/** What a value may be, in a few words. */
export function typeText(schema: Schema): Part {
  const name = referenceName(schema);
  if (name !== undefined) return html`<a href="#${schemaAnchor(name)}">${name}</a>`;
  if (schema.anyOf) return joined(schema.anyOf.map(typeText));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  const types = [schema.type ?? []].flat();
  return joined(
    types.map((type) => (type === 'array' ? html`list of ${schema.items ? typeText(schema.items) : 'anything'}` : type)),
  );
}

function joined(parts: readonly Part[]): Part {
  return parts.map((part, index) => (index === 0 ? part : html` or ${part}`));
}

function table(caption: string, heading: string, rows: readonly Html[]): Html {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col">What it is</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function rowsOf(schema: Schema, marking: Marking, place: string): readonly Html[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, field]) => {
    const isRequired = required.includes(name);
    const mark = isRequired === (marking === 'required') ? html`<strong>${marking}</strong>` : undefined;
    return [row(place + name, field, mark, field.description), ...rowsInside(field, marking, place + name)];
  });
}

/** Objects that a field holds have no page of their own unless they are components. */
function rowsInside(field: Schema, marking: Marking, place: string): readonly Html[] {
  if (field.properties) return rowsOf(field, marking, `${place}.`);
  return field.items?.properties ? rowsOf(field.items, marking, `${place}[].`) : [];
}

function row(name: string, schema: Schema, mark: Html | undefined, description = '', more?: Html): Html {
  const limits = limitsOf(schema);
  return html`<tr>
    <th scope="row"><code>${name}</code> <span class="type">${typeText(schema)}${more}</span> ${mark}</th>
    <td>${inline(description)}${limits.map((limit) => html` <span class="limit">${limit}</span>`)}</td>
  </tr> `;
}

function limitsOf(schema: Schema): readonly Part[] {
  const {
    enum: words,
    default: usual,
    minimum,
    maximum,
    minLength,
    maxLength,
    minItems,
    maxItems,
    uniqueItems,
    pattern,
  } = schema;
  const values = words ?? schema.items?.enum;
  return [
    ...(values ? [html`One of ${listed(values)}.`] : []),
    ...(minimum === undefined ? [] : [`At least ${minimum}.`]),
    ...(maximum === undefined ? [] : [`At most ${maximum}.`]),
    ...(minLength === undefined ? [] : [`${minLength} or more characters.`]),
    ...(maxLength === undefined ? [] : [`At most ${maxLength} characters.`]),
    ...(minItems === undefined ? [] : [`${minItems} or more of them.`]),
    ...(maxItems === undefined ? [] : [`At most ${maxItems} of them.`]),
    ...(uniqueItems ? ['No two alike.'] : []),
    ...(pattern === undefined ? [] : [html`Like <code>${pattern}</code>.`]),
    ...(usual === undefined ? [] : [html`When absent: <code>${JSON.stringify(usual)}</code>.`]),
  ];
}

function listed(values: readonly unknown[]): Part {
  return values.map((value, index) => html`${index === 0 ? '' : ', '}<code>${String(value)}</code>`);
}

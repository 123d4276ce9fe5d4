/**
 * The TypeScript types of an OpenAPI document, in the shape that openapi-typescript gives them and openapi-fetch takes. It
 * knows as much of JSON Schema as our documents use, and throws at anything else.
 */
import type { AnyJson } from './json.ts';

const refused = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
const methods = ['get', 'put', 'post', 'delete', 'patch'];

/** The whole text of a declaration file; `heading` is its first comment. */
export function typesOf(document: AnyJson, heading: string): string {
  const paths = entries(document.paths).map(([path, item]) => property(path, block(operationsOf(item))));
  const schemas = entries(document.components.schemas).map(([name, schema]) =>
    property(name, typeOf(schema), schema.description),
  );
  return [
    comment(heading),
    `export interface paths ${block(paths)}`,
    `/** The answer to a refused call. */`,
    `interface Refused ${responseOf(refused)}`,
    `export interface components ${block([property('schemas', block(schemas))])}`,
    '',
  ].join('\n');
}

function operationsOf(item: AnyJson): readonly string[] {
  return methods.flatMap((method) => {
    const operation = item[method];
    if (operation === undefined) return [];
    const { summary, description } = operation;
    return [property(method, operationOf(operation), description === undefined ? summary : `${summary}. ${description}`)];
  });
}

function operationOf({ parameters = [], requestBody, responses }: AnyJson): string {
  const { query = [], path = [] } = Object.groupBy(parameters as readonly AnyJson[], (parameter): string => parameter.in);
  const body = requestBody && block([property('content', contentOf(requestBody.content))]);
  return block([
    property('parameters', block([...placed('query', query), ...placed('path', path), 'header?: never;', 'cookie?: never;'])),
    body === undefined ? 'requestBody?: never;' : property(requestBody.required ? 'requestBody' : 'requestBody?', body),
    property('responses', block(entries(responses).map(([status, response]) => property(status, answerOf(response))))),
  ]);
}

/** What is not required may be undefined: openapi-fetch leaves it out of the URL. */
function placed(place: string, parameters: readonly AnyJson[]): readonly string[] {
  if (parameters.length === 0) return [`${place}?: never;`];
  const members = parameters.map(({ name, required, schema, description }) =>
    property(required ? name : `${name}?`, required ? typeOf(schema) : `${typeOf(schema)} | undefined`, description),
  );
  return [property(parameters.some(({ required }) => required) ? place : `${place}?`, block(members))];
}

function answerOf(response: AnyJson): string {
  const type = responseOf(response);
  return type === responseOf(refused) ? 'Refused' : type;
}

function responseOf({ content }: AnyJson): string {
  const headers = 'headers: { [name: string]: unknown };';
  return block([headers, content === undefined ? 'content?: never;' : property('content', contentOf(content))]);
}

function contentOf(content: AnyJson): string {
  return block(entries(content).map(([type, { schema }]) => property(type, typeOf(schema ?? {}))));
}

function typeOf(schema: AnyJson): string {
  if (typeof schema.$ref === 'string') return `components['schemas']['${schema.$ref.split('/').at(-1)}']`;
  if (schema.allOf || schema.oneOf || schema.not) throw new Error(`no type was written for ${JSON.stringify(schema)}`);
  if (schema.anyOf) return union(schema.anyOf.map(typeOf));
  if ('const' in schema) return literal(schema.const);
  if (schema.enum) return union(schema.enum.map(literal));
  const types: readonly (string | undefined)[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  return union(types.map((type) => typeNamed(type, schema)));
}

function typeNamed(type: string | undefined, schema: AnyJson): string {
  switch (type) {
    case undefined:
      return 'unknown';
    case 'integer':
      return 'number';
    case 'array': {
      const item = typeOf(schema.items ?? {});
      return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return objectOf(schema);
    default:
      return type; // string, number, boolean and null are called the same
  }
}

function objectOf({ properties, required = [], additionalProperties }: AnyJson): string {
  if (properties === undefined) {
    return `{ [name: string]: ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'} }`;
  }
  const members = entries(properties).map(([name, schema]) =>
    property(required.includes(name) ? name : `${name}?`, typeOf(schema), schema.description),
  );
  return members.length === 0 ? 'Record<string, never>' : block(members);
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** One member of an interface; a question mark at the end of its name makes it optional. */
function property(name: string, type: string, description?: string): string {
  const [, bare = '', mark = ''] = /^(.*?)(\??)$/s.exec(name) ?? [];
  const key = /^[A-Za-z_]\w*$|^\d+$/.test(bare) ? bare : quoted(bare);
  return `${description === undefined ? '' : `${comment(description)}\n`}${key}${mark}: ${type};`;
}

function comment(text: string): string {
  const lines = text.replaceAll('*/', '*\\/').split('\n');
  return lines.length === 1 ? `/** ${lines[0]} */` : ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

function block(members: readonly string[]): string {
  return members.length === 0 ? '{}' : `{\n${members.join('\n').replaceAll(/^(?=.)/gm, '  ')}\n}`;
}

function entries(value: AnyJson): readonly (readonly [string, AnyJson])[] {
  return Object.entries(value ?? {});
}

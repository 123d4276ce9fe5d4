/**
 * What OpenAPI 3.1 asks of a document, as far as ours use it: the parts that must be there, no part that it does not know,
 * parameters that fit their paths, references that lead somewhere.
 */
import type { AnyJson } from './json.ts';

/** The fields of each kind of object; those with a star are required. */
const fields = {
  document: 'openapi* info* servers security paths webhooks components externalDocs tags',
  info: 'title* version* summary description',
  server: 'url* description',
  externalDocs: 'url* description',
  components: 'schemas headers securitySchemes responses parameters examples',
  operation: 'responses* operationId summary description security parameters requestBody tags',
  parameter: 'name* in* schema* required description',
  requestBody: 'content* required description',
  response: 'description* headers content',
  header: '$ref description required schema',
  mediaType: 'schema example examples',
  example: 'value* summary description',
};
const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
const places = new Set(['query', 'header', 'path', 'cookie']);

/** A sentence for everything that is wrong; empty for a valid document. */
export function structureFaults(document: AnyJson): readonly string[] {
  return [
    ...shapeFaults('document', 'the document', document),
    ...when(!/^3\.1\.\d+$/.test(document.openapi), `openapi is ${document.openapi}`),
    ...shapeFaults('info', 'info', document.info),
    ...(document.servers ?? []).flatMap((server: AnyJson) => [...shapeFaults('server', 'a server', server)]),
    ...(document.externalDocs ? shapeFaults('externalDocs', 'externalDocs', document.externalDocs) : []),
    ...componentFaults(document.components ?? {}),
    ...entries(document.paths).flatMap(([path, item]) => [
      ...when(!path.startsWith('/'), `the path ${path} does not begin with a slash`),
      ...itemFaults(path, path, item),
    ]),
    ...entries(document.webhooks).flatMap(([name, item]) => [...itemFaults(`webhook ${name}`, '', item)]),
    ...crossFaults(document),
  ];
}

function* shapeFaults(kind: keyof typeof fields, place: string, value: AnyJson): Generator<string> {
  const known = fields[kind].split(' ');
  const required = known.flatMap((field) => (field.endsWith('*') ? [field.slice(0, -1)] : []));
  for (const name of required) yield* when(value[name] === undefined, `${place} has no ${name}`);
  const names = new Set(known.map((field) => field.replace('*', '')));
  const own = Object.keys(value).filter((name) => !name.startsWith('x-'));
  for (const name of own) yield* when(!names.has(name), `${place} has an unknown ${name}`);
}

function* componentFaults(components: AnyJson): Generator<string> {
  yield* shapeFaults('components', 'components', components);
  for (const [kind, parts] of entries(components)) {
    for (const name of Object.keys(parts)) yield* when(!/^[\w.-]+$/.test(name), `components/${kind} has the name ${name}`);
  }
}

function* itemFaults(name: string, path: string, item: AnyJson): Generator<string> {
  for (const [method, operation] of entries(item)) {
    yield* when(!methods.has(method), `${name} has the method ${method}`);
    yield* operationFaults(`${method} ${name}`, path, operation);
  }
}

function* operationFaults(place: string, path: string, operation: AnyJson): Generator<string> {
  yield* shapeFaults('operation', place, operation);
  yield* parameterFaults(place, path, operation.parameters ?? []);
  if (operation.requestBody) {
    yield* shapeFaults('requestBody', `${place} body`, operation.requestBody);
    yield* contentFaults(`${place} body`, operation.requestBody.content);
  }
  yield* when(entries(operation.responses).length === 0, `${place} answers nothing`);
  for (const [status, response] of entries(operation.responses)) {
    yield* when(!/^([1-5]\d\d|[1-5]XX|default)$/.test(status), `${place} answers ${status}`);
    yield* shapeFaults('response', `${place} ${status}`, response);
    for (const [name, header] of entries(response.headers)) yield* shapeFaults('header', `${place} ${status} ${name}`, header);
    yield* contentFaults(`${place} ${status}`, response.content);
  }
}

function* parameterFaults(place: string, path: string, parameters: readonly AnyJson[]): Generator<string> {
  for (const parameter of parameters) {
    yield* shapeFaults('parameter', `${place} ${parameter.name}`, parameter);
    yield* when(!places.has(parameter.in), `${place} has a parameter in ${parameter.in}`);
    yield* when(parameter.in === 'path' && !parameter.required, `${place}: ${parameter.name} is not required`);
  }
  const described = parameters.flatMap(({ in: where, name }) => (where === 'path' ? [String(name)] : []));
  const templated = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const isSame = described.toSorted().join() === templated.toSorted().join();
  yield* when(!isSame, `${place} describes other parameters than its path has`);
}

function* contentFaults(place: string, content: AnyJson): Generator<string> {
  for (const [type, media] of entries(content)) {
    yield* when(!/^[\w.+-]+\/[\w.+-]+$/.test(type), `${place} has the media type ${type}`);
    yield* shapeFaults('mediaType', place, media);
    for (const [name, example] of entries(media.examples)) yield* shapeFaults('example', `${place} example ${name}`, example);
  }
}

/** What only the whole document shows. */
function* crossFaults(document: AnyJson): Generator<string> {
  const every = [...objectsIn(document)];
  const ids = every.flatMap(({ operationId }) => (typeof operationId === 'string' ? [operationId] : []));
  yield* when(new Set(ids).size !== ids.length, 'an operationId stands twice');
  for (const { $ref } of every) {
    if (typeof $ref === 'string') yield* when(targetOf(document, $ref) === undefined, `${$ref} leads nowhere`);
  }
  for (const requirement of every.flatMap(({ security }) => (Array.isArray(security) ? security : []))) {
    for (const scheme of Object.keys(requirement)) {
      yield* when(targetOf(document, `#/components/securitySchemes/${scheme}`) === undefined, `there is no scheme ${scheme}`);
    }
  }
}

function when(isWrong: boolean, sentence: string): readonly string[] {
  return isWrong ? [sentence] : [];
}

function entries(value: AnyJson): readonly (readonly [string, AnyJson])[] {
  return Object.entries(value ?? {});
}

function targetOf(document: AnyJson, reference: string): unknown {
  const [root, ...keys] = reference.split('/');
  return root === '#' ? keys.reduce((value, key) => value?.[key], document) : undefined;
}

function* objectsIn(value: AnyJson): Generator<AnyJson> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/**
 * The schemas that the hub publishes, more strictly than they are published: receivers must put up with fields that they do
 * not know, but the hub itself must not send any that its schemas do not name.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { AnyJson } from './json.ts';

/** Says what is wrong with a value of the component of this name; empty when nothing is. Throws when there is no such component. */
export type SchemaJudge = (component: string, value: unknown) => readonly string[];

/** The same for a value of the schema at a place of the document, such as `paths`, `/orders`, `get`. */
export type PlaceJudge = (place: readonly string[], value: unknown) => readonly string[];

/** Times as the hub writes them, which is one of the ways that RFC 3339 allows. */
const exactTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const documentId = 'https://hub.example/openapi.json';

/** Compiles every schema of an OpenAPI document, strictly. Throws on the first that is none. */
export function strictJudge(document: AnyJson): SchemaJudge {
  const judge = placeJudge({ components: { schemas: document.components.schemas } });
  for (const component of Object.keys(document.components.schemas)) judge(['components', 'schemas', component], undefined);
  return (component, value) => judge(['components', 'schemas', component], value);
}

/** Compiles a schema of an OpenAPI document when it is first asked for, as strictly. */
export function placeJudge(document: AnyJson): PlaceJudge {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, allowUnionTypes: true, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('date-time', exactTime);
  for (const part of Object.keys(document)) ajv.addKeyword(part); // where OpenAPI keeps schemas
  ajv.addSchema({ $id: documentId, ...closed(document) });
  return (place, value) => {
    const pointer = place.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const check = ajv.getSchema(`${documentId}#/${pointer}`);
    if (!check) throw new Error(`there is no schema ${place.join(' ')}`);
    return check(value) === true
      ? []
      : (check.errors ?? []).map(
          ({ instancePath, message, params }) => `${place.at(-1)}${instancePath} ${message} ${JSON.stringify(params)}`,
        );
  };
}

/** The same schemas, in which an object has the fields that are named and no others. */
function closed(schema: AnyJson): AnyJson {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isObject = [inner['type']].flat().includes('object');
  return isObject && inner['properties'] ? { additionalProperties: false, ...inner } : inner;
}

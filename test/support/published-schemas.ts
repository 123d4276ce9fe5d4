/**
 * The schemas that the hub publishes, more strictly than they are published: receivers must put up with fields that they do
 * not know, but the hub itself must not send any that its schemas do not name.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { AnyJson } from './json.ts';

/** Says what is wrong with a value of the component of this name; empty when nothing is. Throws when there is no such component. */
export type SchemaJudge = (component: string, value: unknown) => readonly string[];

/** Times as the hub writes them, which is one of the ways that RFC 3339 allows. */
const exactTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const documentId = 'https://hub.example/openapi.json';

/** Compiles every schema of an OpenAPI document, strictly. Throws on the first that is none. */
export function strictJudge(document: AnyJson): SchemaJudge {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, allowUnionTypes: true, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('date-time', exactTime);
  ajv.addKeyword('components'); // where OpenAPI keeps them
  const schemas = closed(document.components.schemas);
  ajv.addSchema({ $id: documentId, components: { schemas } });
  const checkOf = (component: string) => {
    const check = ajv.getSchema(`${documentId}#/components/schemas/${component}`);
    if (!check) throw new Error(`there is no schema ${component}`);
    return check;
  };
  for (const component of Object.keys(schemas)) checkOf(component);
  return (component, value) => {
    const check = checkOf(component);
    return check(value) === true
      ? []
      : (check.errors ?? []).map(
          ({ instancePath, message, params }) => `${component}${instancePath} ${message} ${JSON.stringify(params)}`,
        );
  };
}

/** The same schemas, in which an object has the fields that are named and no others. */
function closed(schema: AnyJson): AnyJson {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return inner['type'] === 'object' && inner['properties'] ? { additionalProperties: false, ...inner } : inner;
}

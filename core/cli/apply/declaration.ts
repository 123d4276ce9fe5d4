/**
 * What a file declares: every object with its own fields and its place, once shape and fields have been found right. The
 * rules for fields are the operator API's own, so that nothing is refused here that a hub would take. It asks no hub.
 */
import { dirname } from 'node:path';
import applySchema from '../../../config/apply.schema.json' with { type: 'json' };
import { type Fault, type FieldFault, isFault } from '../../domain/fault.ts';
import { readConnector } from '../../operator/inbound/connector-body.ts';
import { readEndpoint } from '../../operator/outbound/endpoint-body.ts';
import { readOrganisation } from '../../operator/organisations.ts';
import { readProducts } from '../../operator/product-body.ts';
import { readStore } from '../../operator/stores.ts';
import { compileSchema } from '../../registry/json-schema.ts';
import { resolveReferences } from './references.ts';
import { type BadPlace, badPlaces, readSource, type SourceFile } from './source-file.ts';

/** Fields by the operator API's names. */
export type Fields = Readonly<Record<string, unknown>>;

/** One object of the file. */
export interface Declared {
  /** Where it stands, such as `organisations.0.stores.1`. */
  readonly path: string;
  /** Its own fields, references replaced; what it contains is not among them. */
  readonly fields: Fields;
  /** What it is known by, as the file has it: a reference stays one. */
  readonly name: string;
}

/** A store with what belongs to it. */
export interface DeclaredStore extends Declared {
  readonly connectors: readonly Declared[];
}

/** An organisation with what belongs to it. */
export interface DeclaredOrganisation extends Declared {
  readonly stores: readonly DeclaredStore[];
  readonly products: readonly Declared[];
  readonly endpoints: readonly Declared[];
}

/** A file in which nothing wrong was found. */
export interface Declaration {
  readonly source: SourceFile;
  readonly organisations: readonly DeclaredOrganisation[];
  /** The places whose values came from elsewhere. */
  readonly references: readonly string[];
}

/** Headers that are credentials by their name. */
const credentialHeader = /auth|cookie|token|secret|key|password|signature/i;

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads and checks a whole file; every bad place when there is one. Throws when there is no such file. */
export function readDeclaration(file: string, variables: Variables): Declaration | readonly BadPlace[] {
  const source = readSource(file);
  if (!('lineOf' in source)) return source;
  const misshapen = compileSchema(applySchema).fields(source.value);
  if (misshapen.length > 0) return badPlaces(source, '', misshapen);

  const references: string[] = [];
  const bad: BadPlace[] = [];
  const organisations = listOf(source.value, 'organisations', '').map((organisation) => ({
    ...declared(organisation, 'slug', ['stores', 'products', 'webhook_endpoints']),
    stores: listOf(organisation.value, 'stores', organisation.path).map((store) => ({
      ...declared(store, 'slug', ['connectors']),
      connectors: listOf(store.value, 'connectors', store.path).map((connector) => declared(connector, 'name', [])),
    })),
    products: listOf(organisation.value, 'products', organisation.path).map((product) => declared(product, 'sku', [])),
    endpoints: listOf(organisation.value, 'webhook_endpoints', organisation.path).map((endpoint) =>
      declared(endpoint, 'url', []),
    ),
  }));
  for (const fault of organisations.flatMap((organisation) => organisationFaults(organisation, references)))
    bad.push(...badPlaces(source, '', [fault]));
  bad.push(...badPlaces(source, '', repeated(organisations, 'slug')));
  return bad.length > 0 ? inOrder(bad) : { source, organisations, references };

  function declared({ value, path }: Part, name: string, contents: readonly string[]): Declared {
    const own = Object.entries(value).filter(([field]) => !contents.includes(field));
    const fields = own.map(([field, given]): readonly [string, unknown] => {
      if (!['config', 'headers', 'url'].includes(field)) return [field, given];
      const resolved = resolveReferences(given, `${path}.${field}`, { variables, folder: dirname(file) });
      references.push(...resolved.references);
      bad.push(...badPlaces(source as SourceFile, '', resolved.faults)); // it was found to be one above
      return [field, resolved.value];
    });
    return { path, fields: Object.fromEntries<unknown>(fields), name: String(value[name]) };
  }
}

/** Bad places as they stand in the file, each once. */
export function inOrder(places: readonly BadPlace[]): readonly BadPlace[] {
  const unique = new Map(places.map((place) => [`${place.line} ${place.reason}`, place]));
  return [...unique.values()].toSorted((a, b) => a.line - b.line);
}

interface Part {
  readonly path: string;
  readonly value: Fields;
}

function listOf(value: unknown, name: string, path: string): readonly Part[] {
  const list = (value as Readonly<Record<string, readonly Fields[] | undefined>>)[name] ?? []; // the schema has just said so
  return list.map((item, index) => ({ value: item, path: `${path === '' ? '' : `${path}.`}${name}.${index}` }));
}

function organisationFaults(organisation: DeclaredOrganisation, references: readonly string[]): readonly FieldFault[] {
  const { stores, products, endpoints } = organisation;
  return [
    ...faultsOf(organisation, readOrganisation),
    ...repeated(stores, 'slug'),
    ...stores.flatMap((store) => [
      ...faultsOf(store, readStore),
      ...repeated(store.connectors, 'name'),
      ...store.connectors.flatMap((connector) => faultsOf(connector, readConnector)),
    ]),
    ...repeated(products, 'sku'),
    ...products.flatMap((product) => faultsOf(product, readProduct)),
    ...repeated(endpoints, 'url'),
    ...endpoints.flatMap((endpoint) => [...faultsOf(endpoint, readEndpoint), ...credentialFaults(endpoint, references)]),
  ];
}

function faultsOf({ path, fields }: Declared, read: (json: unknown) => object | Fault): readonly FieldFault[] {
  const result = read(fields);
  if (!isFault(result)) return [];
  return (result.fields ?? []).map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));
}

function readProduct(json: unknown): object | Fault {
  const result = readProducts({ products: [json] });
  if (!isFault(result)) return result;
  return {
    ...result,
    fields: (result.fields ?? []).map((fault) => ({ ...fault, path: fault.path.replace(/^products\.0\./, '') })),
  };
}

/** Two objects that are known by the same name are one object declared twice. */
function repeated(objects: readonly Declared[], field: string): readonly FieldFault[] {
  return objects.flatMap(({ path, fields }, index) => {
    const isRepeated = objects.findIndex((other) => other.fields[field] === fields[field]) < index;
    return isRepeated ? [{ path: `${path}.${field}`, message: 'is declared twice' }] : [];
  });
}

function credentialFaults({ path, fields }: Declared, references: readonly string[]): readonly FieldFault[] {
  return Object.keys(fields['headers'] ?? {}).flatMap((name) => {
    const at = `${path}.headers.${name}`;
    if (!credentialHeader.test(name) || references.includes(at)) return [];
    return [{ path: at, message: 'looks like a credential: refer to it by ${NAME}, {env: NAME} or {file: path}' }];
  });
}

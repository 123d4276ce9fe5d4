/**
 * What a hub would refuse of a declaration, found before anything is changed: formats that it has not loaded, settings that
 * break a format's schema, secrets in plain sight, and fields that cannot become others.
 */
import type { FieldFault } from '../../domain/fault.ts';
import { type ProductBody, productFaults } from '../../operator/product-body.ts';
import { mergeSettings, type Settings } from '../../operator/inbound/connector-settings.ts';
import { withoutSecrets } from '../../operator/inbound/secret-settings.ts';
import { compileSchema } from '../../registry/json-schema.ts';
import type { Declaration, Declared, DeclaredOrganisation, DeclaredStore } from './declaration.ts';
import { compare, hiddenPlaces } from './difference.ts';
import type { Present, PresentFormat, PresentOrganisation, Row } from './present.ts';

/** The format of endpoints that operators make. */
const endpointFormat = 'peptideclients';

/** Every objection, with its place in the file. */
export function findObjections(declaration: Declaration, present: Present): readonly FieldFault[] {
  return declaration.organisations.flatMap((organisation) => {
    const current = present.organisations.get(organisation.name);
    return [
      ...nameObjections(organisation, current),
      ...organisation.stores.flatMap((store) => storeObjections(store, current, present, declaration.references)),
      ...productObjections(organisation, current),
      ...endpointObjections(organisation, current, present),
    ];
  });
}

function nameObjections({ path, fields }: DeclaredOrganisation, current: PresentOrganisation | undefined): readonly FieldFault[] {
  if (current === undefined || current.row['name'] === fields['name']) return [];
  return [
    { path: `${path}.name`, message: `cannot be changed: the hub knows this organisation as ${String(current.row['name'])}` },
  ];
}

function storeObjections(
  store: DeclaredStore,
  current: PresentOrganisation | undefined,
  { formats }: Present,
  references: readonly string[],
): readonly FieldFault[] {
  const row = current?.stores.find(({ slug }) => slug === store.name);
  const enabled = (store.fields['adapters'] ?? row?.['adapters'] ?? null) as readonly string[] | null; // checked, or as the API documents it
  const declared = (store.fields['adapters'] ?? []) as readonly string[]; // checked
  const unknown = declared.flatMap((id, index) =>
    formats.some((format) => format.id === id) ? [] : [{ path: `${store.path}.adapters.${index}`, message: notLoaded(formats) }],
  );
  const connectors = store.connectors.flatMap((connector) => {
    const at = `${connector.path}.payload_format`;
    const format = formats.find(({ id }) => id === connector.fields['payload_format']);
    if (format === undefined) return [{ path: at, message: notLoaded(formats) }];
    if (enabled !== null && !enabled.includes(format.id)) return [{ path: at, message: 'is not enabled for this store' }];
    if (!format.capabilities.includes('inbound'))
      return [{ path: at, message: 'is a format that only sends: it takes no connectors' }];
    const rows = (current?.connectors.get(store.name) ?? []).filter(({ name }) => name === connector.name);
    return connectorObjections(connector, rows, format, references);
  });
  return [...unknown, ...connectors];
}

function notLoaded(formats: readonly PresentFormat[]): string {
  return `is not a loaded format; the hub has ${formats.map(({ id }) => id).join(', ')}`;
}

function connectorObjections(
  { path, fields }: Declared,
  rows: readonly Row[],
  format: PresentFormat,
  references: readonly string[],
): readonly FieldFault[] {
  const [current, ...others] = rows;
  if (others.length > 0)
    return [{ path: `${path}.name`, message: `is the name of ${rows.length} connectors of this store: rename all but one` }];
  const { scopes = [], payload_format: payloadFormat, require_signature: signed } = fields;
  const unknownScopes = (scopes as readonly string[]).flatMap((scope, index) =>
    // checked
    format.scopes.includes(scope) ? [] : [{ path: `${path}.scopes.${index}`, message: 'is not a scope of this format' }],
  );
  const kept = current ? { payload_format: payloadFormat, ...(fields['scopes'] !== undefined && { scopes }) } : {};
  const immutable = current ? compare(kept, current, new Map()) : [];
  return [
    ...unknownScopes,
    ...immutable.map(({ field }) => ({
      path: `${path}.${field}`,
      message: 'cannot be changed: give the connector another name',
    })),
    ...(signed === true && format.signature === null
      ? [{ path: `${path}.require_signature`, message: 'is not possible: this format has no signatures' }]
      : []),
    ...settingsObjections((fields['config'] ?? {}) as Settings, current, path, format, references), // checked
  ];
}

function settingsObjections(
  config: Settings,
  current: Row | undefined,
  path: string,
  { config_schema: schema }: PresentFormat,
  references: readonly string[],
): readonly FieldFault[] {
  const merged = current ? mergeSettings(current['config'] as Settings, config) : config; // as the API documents it
  // Of a connector that is there, secret settings may be there without being shown.
  const faults = compileSchema(schema)
    .fields(merged)
    .filter(({ message }) => !current || message !== 'is required');
  const plain = hiddenPlaces(config, withoutSecrets(config, schema), `${path}.config`).filter(
    (place) => !references.some((reference) => reference === place || reference.startsWith(`${place}.`)),
  );
  return [
    ...faults.map((fault) => ({ ...fault, path: [`${path}.config`, fault.path].filter((part) => part !== '').join('.') })),
    ...plain.map((place) => ({ path: place, message: 'is a secret: refer to it by ${NAME}, {env: NAME} or {file: path}' })),
  ];
}

function productObjections({ path, stores, products }: DeclaredOrganisation, current: PresentOrganisation | undefined) {
  const known = new Set([...stores.map(({ name }) => name), ...slugsOf(current)]);
  const bodies = products.map(({ fields }) => fields as unknown as ProductBody); // the declaration was checked by the reader of these
  return productFaults(bodies, known).map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));
}

function endpointObjections(
  { stores, endpoints }: DeclaredOrganisation,
  current: PresentOrganisation | undefined,
  { formats, refusedUrls }: Present,
): readonly FieldFault[] {
  const known = new Set([...stores.map(({ name }) => name), ...slugsOf(current)]);
  const sent = formats.find(({ id }) => id === endpointFormat)?.events ?? [];
  return endpoints.flatMap(({ path, fields }) => {
    const { event_types: types, store, url } = fields as { event_types: readonly string[]; store?: string | null; url: string }; // checked
    const refusal = refusedUrls.get(url);
    const same = current?.endpoints.filter((row) => row['url'] === url) ?? [];
    return [
      ...types.flatMap((type, index) =>
        sent.includes(type)
          ? []
          : [{ path: `${path}.event_types.${index}`, message: 'is not an event type that can be subscribed to' }],
      ),
      ...(typeof store === 'string' && !known.has(store)
        ? [{ path: `${path}.store`, message: 'is not a store of this organisation' }]
        : []),
      ...(refusal === undefined ? [] : [{ path: `${path}.url`, message: `is refused: ${refusal}` }]),
      ...(same.length > 1
        ? [{ path: `${path}.url`, message: `is the URL of ${same.length} endpoints: change all but one` }]
        : []),
    ];
  });
}

function slugsOf(current: PresentOrganisation | undefined): readonly string[] {
  return (current?.stores ?? []).map(({ slug }) => String(slug));
}

/**
 * From what is declared and what a hub has to the calls that make the two agree, in the order in which they have to be made.
 * It makes none of them, and never one that deletes.
 */
import type { Declaration, Declared, DeclaredOrganisation, DeclaredStore, Fields } from './declaration.ts';
import { compare, compareSettings, type FieldChange } from './difference.ts';
import type { Present, PresentOrganisation, Row } from './present.ts';

/** Kinds of objects, as people are told of them. */
export type Kind = 'organisation' | 'store' | 'connector' | 'product' | 'webhook endpoint';

/** A call of the operator API. */
export interface PlannedCall {
  readonly method: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body: object;
}

/** One object of the file and what becomes of it. */
export interface Step {
  readonly kind: Kind;
  /** Such as `acme/main/Shop`. */
  readonly name: string;
  /** Where it stands in the file. */
  readonly path: string;
  readonly action: 'created' | 'changed' | 'unchanged';
  readonly changes: readonly FieldChange[];
  /** Declared secrets that a hub never shows and that are not sent by this step. */
  readonly notCompared: readonly string[];
  /** Absent for what is unchanged. */
  readonly call?: PlannedCall;
}

/** Whether secrets that cannot be compared are sent again. */
export interface PlanOptions {
  readonly renewSecrets: boolean;
}

/** The steps for everything that is declared. */
export function plan({ organisations }: Declaration, present: Present, options: PlanOptions): readonly Step[] {
  return organisations.flatMap((organisation) =>
    planOrganisation(organisation, present.organisations.get(organisation.name), present, options),
  );
}

function planOrganisation(
  declared: DeclaredOrganisation,
  current: PresentOrganisation | undefined,
  present: Present,
  options: PlanOptions,
): readonly Step[] {
  const at = `/orgs/${declared.name}`;
  const { name } = declared;
  const storeIds = new Map((current?.stores ?? []).map(({ slug, id }) => [String(slug), id]));
  const byField = (rows: readonly Row[] | undefined, field: string, wanted: Declared) =>
    rows?.find((row) => row[field] === wanted.fields[field]);
  return [
    stepFor('organisation', name, declared, current?.row, { collection: '/orgs', own: at, storeIds }),
    ...declared.stores.flatMap((store) => planStore(declared, store, current, present, options)),
    ...declared.products.map((product) => {
      const step = stepFor('product', `${name}/${product.name}`, product, byField(current?.products, 'sku', product), {
        collection: `${at}/products`,
        own: `${at}/products`,
        storeIds,
      });
      const call: PlannedCall = { method: 'PUT', path: `${at}/products`, body: { products: [product.fields] } };
      return step.action === 'unchanged' ? step : { ...step, call };
    }),
    ...declared.endpoints.map((endpoint) => {
      const row = byField(current?.endpoints, 'url', endpoint);
      return stepFor('webhook endpoint', `${name}/${endpoint.name}`, endpoint, row, {
        collection: `${at}/webhook-endpoints`,
        own: `/webhook-endpoints/${row?.id ?? ''}`,
        storeIds,
      });
    }),
  ];
}

function planStore(
  { name: organisation }: DeclaredOrganisation,
  store: DeclaredStore,
  current: PresentOrganisation | undefined,
  { formats }: Present,
  options: PlanOptions,
): readonly Step[] {
  const at = `/orgs/${organisation}/stores`;
  const own = `${at}/${store.name}`;
  const storeIds = new Map<string, string>();
  const row = current?.stores.find(({ slug }) => slug === store.name);
  return [
    stepFor('store', `${organisation}/${store.name}`, store, row, { collection: at, own, storeIds }),
    ...store.connectors.map((connector) => {
      const existing = current?.connectors.get(store.name)?.find(({ name }) => name === connector.name);
      const format = formats.find(({ id }) => id === connector.fields['payload_format']);
      const name = `${organisation}/${store.name}/${connector.name}`;
      const collection = `${own}/connectors`;
      if (existing === undefined) return stepFor('connector', name, connector, undefined, { collection, own: '', storeIds });
      const { config, require_signature: signed, ...plain } = connector.fields;
      const isAlwaysSigned = format?.signature === 'always'; // whatever is asked, and no change for ever
      const fields = { ...plain, ...(signed !== undefined && !isAlwaysSigned && { require_signature: signed }) };
      return connectorStep(stepFor('connector', name, { ...connector, fields }, existing, { collection, own: '', storeIds }), {
        row: existing,
        config: (config ?? {}) as Fields, // the declaration was checked
        schema: format?.config_schema ?? {},
        options,
      });
    }),
  ];
}

interface ConnectorSettings {
  readonly row: Row;
  readonly config: Fields;
  readonly schema: Fields;
  readonly options: PlanOptions;
}

/** Adds settings to the step of a connector that is there: secrets ride along with whatever else makes a call. */
function connectorStep(step: Step, { row, config, schema, options }: ConnectorSettings): Step {
  const settings = compareSettings(config, row['config'], schema);
  const renewed = options.renewSecrets ? settings.hidden.map((field) => ({ field })) : [];
  const changes = [...step.changes, ...settings.changes, ...renewed];
  const isPatch = settings.changes.length > 0 || renewed.length > 0;
  if (changes.length === 0) return { ...step, notCompared: settings.hidden };
  const body = { ...Object.fromEntries(step.changes.map(({ field, to }) => [field, to])), ...(isPatch && { config }) };
  const call: PlannedCall = { method: 'PATCH', path: `/connectors/${row.id}`, body };
  return { ...step, action: 'changed', changes, notCompared: isPatch ? [] : settings.hidden, call };
}

interface Places {
  /** Where such objects are made. */
  readonly collection: string;
  /** Where this one is changed. */
  readonly own: string;
  readonly storeIds: ReadonlyMap<string, string>;
}

function stepFor(kind: Kind, name: string, { path, fields }: Declared, current: Row | undefined, places: Places): Step {
  const step = { kind, name, path, notCompared: [] };
  if (current === undefined)
    return { ...step, action: 'created', changes: [], call: { method: 'POST', path: places.collection, body: fields } };
  const changes = compare(fields, current, places.storeIds);
  if (changes.length === 0) return { ...step, action: 'unchanged', changes };
  const names = new Set(changes.map(({ field }) => field.split('.', 1).join()));
  const body = Object.fromEntries(Object.entries(fields).filter(([field]) => names.has(field)));
  return { ...step, action: 'changed', changes, call: { method: 'PATCH', path: places.own, body } };
}

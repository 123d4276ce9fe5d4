/**
 * What a caller may say of a connector, and what is wrong with it beyond its shape: scopes, settings and signatures are
 * the adapter's to judge.
 */
import { parseCidr } from '../../domain/cidr.ts';
import { fault, type Fault, type FieldFault } from '../../domain/fault.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { AdapterCatalogue, LoadedAdapter } from '../../sdk/catalogue.ts';
import { bodyReader } from '../request/body.ts';
import type { Settings } from './connector-settings.ts';
import { parseInstant } from '../request/instant.ts';
import { nameSchema } from '../request/schemas.ts';

/** What can be said at creation and changed later. */
export interface ConnectorChangeBody {
  readonly name?: string;
  readonly require_signature?: boolean;
  readonly ip_allowlist?: readonly string[];
  readonly rate_limit_per_minute?: number;
  readonly expires_at?: string | null;
  /** At creation all settings; later a JSON Merge Patch of them. */
  readonly config?: Settings;
}

/** What can be said at creation. */
export interface ConnectorBody extends ConnectorChangeBody {
  readonly name: string;
  readonly payload_format: string;
  readonly scopes?: readonly string[];
}

const changeable = {
  name: nameSchema,
  require_signature: {
    type: 'boolean',
    description: 'Whether its requests have to be signed. Formats that always sign stay at true.',
  },
  ip_allowlist: {
    type: 'array',
    items: { type: 'string', format: 'cidr' },
    maxItems: 100,
    description: 'The addresses and ranges that it may send from; empty means any.',
    examples: [['192.0.2.0/24']],
  },
  rate_limit_per_minute: {
    type: 'integer',
    minimum: 1,
    maximum: 6_000,
    description: 'How many requests it may make in a minute; what the format says, else 600, for a new one that names none.',
    examples: [600],
  },
  expires_at: { type: ['string', 'null'], format: 'instant', description: 'When it stops working; null means never.' },
  config: {
    type: 'object',
    description: "The settings that the format's `config_schema` describes. A change is a JSON Merge Patch of them.",
  },
};

/** Reads the body of a creation. */
export const readConnector = bodyReader<ConnectorBody>({
  properties: {
    ...changeable,
    payload_format: {
      type: 'string',
      description: 'A loaded format that the store may have.',
      examples: ['peptideclients'],
    },
    scopes: {
      type: 'array',
      items: { type: 'string' },
      uniqueItems: true,
      description: 'What it may do; absent means all that the format has.',
      examples: [['orders:write']],
    },
  },
  required: ['name', 'payload_format'],
});

/** Reads the body of a change. */
export const readConnectorChange = bodyReader<ConnectorChangeBody>({ properties: changeable });

const unchangeable = ['scopes', 'payload_format', 'store', 'store_id'];

/** The refusal of a change of these fields. */
export function fixedFields(names: readonly string[]): Fault {
  const fields = names.map((path) => ({ path, message: 'cannot be changed' }));
  return fault('immutable', 'a connector keeps its scopes, its payload_format and its store: make a new one', { fields });
}

/** Refuses to change what a key was issued for, whatever the new value. */
export function immutableFault(json: unknown): Fault | undefined {
  const named = typeof json === 'object' && json !== null ? unchangeable.filter((name) => Object.hasOwn(json, name)) : [];
  return named.length === 0 ? undefined : fixedFields(named);
}

/** The adapter of a new connector, or why the store cannot have it. */
export function adapterFor(body: ConnectorBody, store: Store, catalogue: AdapterCatalogue): LoadedAdapter | FieldFault {
  const path = 'payload_format';
  const loaded = catalogue.find(body.payload_format);
  if (loaded === undefined) return { path, message: 'is not a loaded format' };
  if (store.adapters !== null && !store.adapters.includes(body.payload_format)) {
    return { path, message: 'is not enabled for this store' };
  }
  return loaded.adapter.inbound ? loaded : { path, message: 'is a format that only sends: it takes no connectors' };
}

/** What the adapter has against a new connector; empty when nothing. */
export async function connectorFaults(body: ConnectorBody, loaded: LoadedAdapter): Promise<readonly FieldFault[]> {
  const declared: readonly string[] = loaded.adapter.scopes;
  const scopes = (body.scopes ?? []).flatMap((scope, index) =>
    declared.includes(scope) ? [] : [{ path: `scopes.${index}`, message: 'is not a scope of this format' }],
  );
  return [...scopes, ...signatureFaults(body, loaded), ...(await settingsFaults(body.config ?? {}, loaded))];
}

/** What is wrong with the settings as a whole. */
export async function settingsFaults(settings: Settings, loaded: LoadedAdapter): Promise<readonly FieldFault[]> {
  const faults = await loaded.checkConfig(settings);
  return faults.map(({ path, message }) => ({ path: path === '' ? 'config' : `config.${path}`, message }));
}

/** Refuses to promise a check that the format does not know. */
export function signatureFaults({ require_signature }: ConnectorChangeBody, { adapter }: LoadedAdapter): readonly FieldFault[] {
  if (!require_signature || adapter.inbound?.signature) return [];
  return [{ path: 'require_signature', message: 'is not possible: this format has no signatures' }];
}

/** Whether requests have to be signed. Formats that always are say so whatever is asked; for the others it is off unless asked for. */
export function requiresSignature(wanted: boolean, { adapter }: LoadedAdapter): boolean {
  return wanted || adapter.inbound?.signature?.required === 'always';
}

/** The ranges in canonical form, each once. */
export function canonicalRanges(ranges: readonly string[]): readonly string[] {
  return [...new Set(ranges.map((range) => parseCidr(range) ?? range))];
}

/** The moment of expiry; null means never. */
export function expiryOf(text: string | null): Date | null {
  const milliseconds = text === null ? undefined : parseInstant(text);
  return milliseconds === undefined ? null : new Date(milliseconds);
}

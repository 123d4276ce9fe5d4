/**
 * Which declared fields a hub has otherwise. Only what is declared counts, and what a hub never shows cannot be compared:
 * that is said, and never taken for equal.
 */
import { isDeepStrictEqual } from 'node:util';
import { canonicalRanges } from '../../operator/inbound/connector-body.ts';
import { withoutSecrets } from '../../operator/inbound/secret-settings.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import type { Fields } from './declaration.ts';
import type { Row } from './present.ts';

/** One field that becomes another. */
export interface FieldChange {
  readonly field: string;
  /** Both are absent where the value may be a secret. */
  readonly from?: unknown;
  readonly to?: unknown;
}

/** What a comparison came to. */
export interface Difference {
  readonly changes: readonly FieldChange[];
  /** Declared, but never shown by a hub. */
  readonly hidden: readonly string[];
}

const listsWithoutOrder: ReadonlySet<string> = new Set(['adapters', 'scopes', 'event_types', 'ip_allowlist']);

/** Compares fields whose values may be shown, and headers and settings, of which only names are. */
export function compare(declared: Fields, current: Row, storeIds: ReadonlyMap<string, string>): readonly FieldChange[] {
  return Object.entries(declared).flatMap(([field, wanted]) => {
    if (field === 'config') return []; // by compareSettings
    if (field === 'headers')
      return isDeepStrictEqual(wanted, current['headers']) ? [] : headerChanges(wanted, current['headers']);
    if (field === 'store') {
      const id = typeof wanted === 'string' ? storeIds.get(wanted) : null;
      if (id !== undefined && id === current['store_id']) return [];
      const slug = [...storeIds].find(([, known]) => known === current['store_id'])?.[0] ?? null;
      return [{ field, from: slug, to: wanted }];
    }
    return isSame(field, wanted, current[field]) ? [] : [{ field, from: current[field], to: wanted }];
  });
}

/** Compares settings as the patch that they are: what is not named stays, null removes. */
export function compareSettings(declared: Fields, current: unknown, schema: JsonSchema): Difference {
  const shown = withoutSecrets(declared, schema);
  return {
    changes: patchChanges(shown, current, 'config').map((field) => ({ field })),
    hidden: hiddenPlaces(declared, shown, 'config'),
  };
}

/** The places of settings that the format's schema marks as secret. */
export function hiddenPlaces(value: unknown, shown: unknown, path: string): readonly string[] {
  if (isDeepStrictEqual(value, shown)) return [];
  if (!isRecord(value) || !isRecord(shown)) return [path];
  return Object.entries(value).flatMap(([key, member]) => hiddenPlaces(member, shown[key], `${path}.${key}`));
}

function isSame(field: string, wanted: unknown, current: unknown): boolean {
  if (field === 'expires_at' && typeof wanted === 'string' && typeof current === 'string')
    return Date.parse(wanted) === Date.parse(current);
  if (!listsWithoutOrder.has(field) || !isTexts(wanted) || !isTexts(current)) return isDeepStrictEqual(wanted, current);
  return isDeepStrictEqual(new Set(field === 'ip_allowlist' ? canonicalRanges(wanted) : wanted), new Set(current));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function headerChanges(wanted: unknown, current: unknown): readonly FieldChange[] {
  const [to, from] = [isRecord(wanted) ? wanted : {}, isRecord(current) ? current : {}];
  const names = new Set([...Object.keys(to), ...Object.keys(from)]);
  return [...names].filter((name) => to[name] !== from[name]).map((name) => ({ field: `headers.${name}` }));
}

function patchChanges(patch: unknown, current: unknown, path: string): readonly string[] {
  if (patch === null) return current === undefined ? [] : [path];
  if (!isRecord(patch)) return isDeepStrictEqual(patch, current) ? [] : [path];
  const members = isRecord(current) ? current : {};
  return Object.entries(patch).flatMap(([key, member]) => patchChanges(member, members[key], `${path}.${key}`));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What the JSON Schema of the settings cannot say: which settings of `auth` belong together, and whether keys, expressions and the
 * partner's schema can be used.
 */
import type { FieldFault } from '../../core/sdk/index.ts';
import type { Auth, FulfilmentConfig, HmacAuth, Mapping } from './config.ts';
import { compileExpression } from './mapping/expression.ts';
import { findKeyFaults } from './proof/json-web-token.ts';
import { partsOf, readTarget, wholeTargets } from './mapping/mapping-targets.ts';
import { compileSourceSchema } from './mapping/source-schema.ts';

/** For each type of `auth`, the settings it needs and those it may have. */
const authSettings: Readonly<Record<Auth['type'], { readonly needed: readonly string[]; readonly optional: readonly string[] }>> =
  {
    bearer: { needed: [], optional: [] },
    basic: { needed: ['user', 'password'], optional: [] },
    hmac: { needed: ['header', 'encoding'], optional: ['prefix', 'timestamp_header'] },
    jwt: { needed: ['algorithm'], optional: ['public_key', 'jwks', 'issuer', 'audience'] },
  };

/** Headers whose values are HTTP's own business: they say how a request is framed, forwarded and read, so none can carry a proof. */
const headersOfHttp: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Every bad place of the settings, each with a sentence; empty when a connector can work with them. */
export async function findConfigFaults({ auth, mapping, source_schema }: FulfilmentConfig): Promise<readonly FieldFault[]> {
  return [...(auth === undefined ? [] : await authFaults(auth)), ...mappingFaults(mapping ?? {}), ...schemaFaults(source_schema)];
}

async function authFaults(auth: Auth): Promise<readonly FieldFault[]> {
  const { needed, optional } = authSettings[auth.type];
  const allowed = new Set(['type', ...needed, ...optional]);
  const missing = needed
    .filter((name) => !(name in auth))
    .map((name) => ({ path: `auth.${name}`, message: `is required for ${auth.type}` }));
  const strange = Object.keys(auth)
    .filter((name) => !allowed.has(name))
    .map((name) => ({ path: `auth.${name}`, message: `does not belong to ${auth.type}: set it to null` }));
  const faults = [...missing, ...strange];
  if (faults.length > 0 || auth.type === 'bearer' || auth.type === 'basic') return faults;
  if (auth.type === 'hmac') return headerFaults(auth);
  const sources = [auth.public_key, auth.jwks].filter((source) => source !== undefined).length;
  if (auth.algorithm === 'HS256' && sources > 0) {
    return [
      {
        path: 'auth.algorithm',
        message: 'HS256 verifies with the signing secret: remove public_key and jwks, or name RS256 or ES256',
      },
    ];
  }
  if (auth.algorithm !== 'HS256' && sources !== 1) {
    return [{ path: 'auth.public_key', message: `${auth.algorithm} needs either public_key or jwks` }];
  }
  return (await findKeyFaults(auth)).map(({ path, message }) => ({ path: `auth.${path}`, message }));
}

function headerFaults({ header, timestamp_header = '' }: HmacAuth): readonly FieldFault[] {
  const taken = Object.entries({ header, timestamp_header })
    .filter(([, name]) => headersOfHttp.has(name.toLowerCase()))
    .map(([setting, name]) => ({
      path: `auth.${setting}`,
      message: `${name} has a meaning of its own in HTTP: name another header`,
    }));
  const isSame = header.toLowerCase() === timestamp_header.toLowerCase();
  return isSame ? [...taken, { path: 'auth.timestamp_header', message: 'is the header of the signature' }] : taken;
}

function mappingFaults(mapping: Mapping): readonly FieldFault[] {
  const faults = Object.entries(mapping).flatMap(([name, source = '']): readonly FieldFault[] => {
    const path = `mapping.${name}`;
    if (readTarget(name) === undefined) return [{ path, message: `is not a target; there are ${targetNames}` }];
    const compilation = compileExpression(source);
    return 'objection' in compilation ? [{ path, message: compilation.objection }] : [];
  });
  const hasColumns = Object.keys(mapping).some((name) => name.startsWith('items[].'));
  if (!hasColumns || !('items' in mapping)) return faults;
  return [...faults, { path: 'mapping.items', message: 'cannot stand beside items[] columns: map the one or the others' }];
}

const targetNames = [
  ...wholeTargets,
  'items[].sku and the like',
  ...Object.keys(partsOf).map((field) => `${field}.name and the like`),
].join(', ');

function schemaFaults(schema: FulfilmentConfig['source_schema']): readonly FieldFault[] {
  const compilation = schema === undefined ? undefined : compileSourceSchema(schema);
  return compilation !== undefined && 'objection' in compilation
    ? [{ path: 'source_schema', message: compilation.objection }]
    : [];
}

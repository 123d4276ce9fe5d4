/**
 * The settings of a fulfilment partner's connector: how it proves itself, what it sends, and what that means.
 */
import type { JsonSchema } from '../../core/sdk/index.ts';
import { maximumExpressionLength } from './mapping/expression.ts';

/** Target to JSONata expression. */
export type Mapping = Readonly<Record<string, string | undefined>>;

/** The connector's own key is the proof. */
export interface BearerAuth {
  readonly type: 'bearer';
}

/** A user name and a password of the operator's choosing. */
export interface BasicAuth {
  readonly type: 'basic';
  readonly user: string;
  readonly password: string;
}

/** HMAC-SHA256 with the connector's signing secret. */
export interface HmacAuth {
  readonly type: 'hmac';
  /** Carries the signature. */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  /** Stands before the signature in its header, as `sha256=`. */
  readonly prefix?: string;
  /** Carries seconds since 1970; with it, `timestamp.body` is signed, without it the body alone. */
  readonly timestamp_header?: string;
}

/** A JSON Web Token in `Authorization: Bearer`. */
export interface JwtAuth {
  readonly type: 'jwt';
  /** HS256 verifies with the connector's signing secret, the others with the partner's public key. */
  readonly algorithm: 'HS256' | 'RS256' | 'ES256';
  /** PEM, SPKI. */
  readonly public_key?: string;
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  readonly issuer?: string;
  readonly audience?: string;
}

/** The one way in. */
export type Auth = BearerAuth | BasicAuth | HmacAuth | JwtAuth;

/** All of them are optional. */
export interface FulfilmentConfig {
  /** Absent means `bearer`. */
  readonly auth?: Auth;
  /** Absent means `both`. */
  readonly content?: 'json' | 'xml' | 'both';
  /** Targets without an expression are looked for under their own names. */
  readonly mapping?: Mapping;
  /** What a document must meet before it is mapped. */
  readonly source_schema?: JsonSchema;
  /** Which version of the partner's schema that is, for people; it is named when a document does not meet it. */
  readonly schema_version?: string;
}

const headerName = { type: 'string', pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$" };
const word = { type: 'string', minLength: 1, maxLength: 255 };

/** JSON Schema of the settings. `findConfigFaults` knows which of those of `auth` belong together. */
export const configSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    auth: {
      type: 'object',
      additionalProperties: false,
      required: ['type'],
      properties: {
        type: { enum: ['bearer', 'basic', 'hmac', 'jwt'] },
        user: { ...word, pattern: '^[^:\\p{Cc}]+$' },
        password: { ...word, minLength: 8, format: 'secret' },
        header: headerName,
        encoding: { enum: ['hex', 'base64'] },
        prefix: { type: 'string', maxLength: 50 },
        timestamp_header: headerName,
        algorithm: { enum: ['HS256', 'RS256', 'ES256'] },
        public_key: { type: 'string', maxLength: 10_000 },
        jwks: {
          type: 'object',
          required: ['keys'],
          properties: { keys: { type: 'array', minItems: 1, maxItems: 20, items: { type: 'object' } } },
        },
        issuer: word,
        audience: word,
      },
    },
    content: { enum: ['json', 'xml', 'both'] },
    mapping: {
      type: 'object',
      maxProperties: 64,
      additionalProperties: { type: 'string', minLength: 1, maxLength: maximumExpressionLength },
    },
    source_schema: { type: 'object' },
    schema_version: word,
  },
};

/**
 * The settings of a fulfilment partner's connector: how it proves itself, what it sends, and what that means.
 */
import type { JsonSchema } from '../../core/sdk/index.ts';
import { maximumExpressionLength } from './mapping/expression.ts';
import { targetSchemas } from './mapping/target-schemas.ts';

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
const expression = { type: 'string', minLength: 1, maxLength: maximumExpressionLength };

/** JSON Schema of the settings. `findConfigFaults` knows which of those of `auth` belong together. */
export const configSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    auth: {
      type: 'object',
      additionalProperties: false,
      title: 'Proof',
      description: 'How the partner proves itself. Absent: with the key of the connector as a bearer token.',
      required: ['type'],
      properties: {
        type: {
          enum: ['bearer', 'basic', 'hmac', 'jwt'],
          description: "The connector's key, a user name and a password, a signature of the body, or a signed token.",
        },
        user: { ...word, pattern: '^[^:\\p{Cc}]+$', description: 'For basic.' },
        password: { ...word, minLength: 8, format: 'secret', description: 'For basic: at least 8 characters.' },
        header: { ...headerName, description: 'For hmac: the header with the signature.' },
        encoding: { enum: ['hex', 'base64'], description: 'For hmac: how the signature is written.' },
        prefix: { type: 'string', maxLength: 50, description: 'For hmac: what stands before it, such as sha256=.' },
        timestamp_header: {
          ...headerName,
          description: 'For hmac: the header with the seconds since 1970; what is signed then begins with them and a point.',
        },
        algorithm: {
          enum: ['HS256', 'RS256', 'ES256'],
          description: "For jwt. HS256 is checked with the connector's signing secret, the others with the partner's key.",
        },
        public_key: { type: 'string', maxLength: 10_000, description: 'For jwt: the public key of the partner, as PEM.' },
        jwks: {
          type: 'object',
          title: 'Key set',
          description: 'For jwt, in place of the public key: an object with keys. Nothing is fetched.',
          required: ['keys'],
          properties: { keys: { type: 'array', minItems: 1, maxItems: 20, items: { type: 'object' } } },
        },
        issuer: { ...word, description: 'For jwt: what iss has to be.' },
        audience: { ...word, description: 'For jwt: what aud has to be.' },
      },
    },
    content: { enum: ['json', 'xml', 'both'], default: 'both', description: 'What the partner sends.' },
    mapping: {
      type: 'object',
      description:
        'Where in the document each part of an order is, as JSONata. Without one, it is looked for under its own name.',
      maxProperties: 64,
      properties: targetSchemas(expression),
      additionalProperties: expression,
    },
    source_schema: {
      type: 'object',
      description: 'A JSON Schema (draft 2020-12) that documents have to meet before they are mapped.',
    },
    schema_version: { ...word, description: 'The version of that schema, for people: a refusal names it.' },
  },
};

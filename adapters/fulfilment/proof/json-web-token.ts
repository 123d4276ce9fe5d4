/**
 * JSON Web Tokens in `Authorization: Bearer` (RFC 7519): a proof of who is calling, which does not cover the body.
 *
 * The settings say which algorithm it is, and no other is looked at; a key of one kind is never used as one of another. Keys come from
 * the settings alone: nothing is fetched.
 */
import { type CryptoKey, errors, importJWK, importSPKI, jwtVerify, type JWTVerifyOptions } from 'jose';
import type { InboundRequest, SignatureProof, SignatureVerdict } from '../../../core/sdk/index.ts';
import type { JwtAuth } from '../config.ts';

type Key = CryptoKey | Uint8Array;

/** Clocks differ; what is left of a token's life need not be exact to the second. */
const clockToleranceSeconds = 5;
const maximumTokenLength = 8_192;
const minimumModulusBits = 2_048;
const tokenSyntax = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Judges the token: algorithm, signature, `exp` (required), `nbf`, and `iss` and `aud` where the settings name them. */
export async function verifyToken(
  { headers }: InboundRequest,
  auth: JwtAuth,
  { secrets, nowSeconds }: Pick<SignatureProof, 'secrets' | 'nowSeconds'>,
): Promise<SignatureVerdict> {
  const header = headers['authorization']?.trim() ?? '';
  if (header === '') return 'signature_missing';
  const [, token] = tokenSyntax.exec(header) ?? [];
  if (token === undefined || token.length > maximumTokenLength) return 'signature_malformed';
  const options: JWTVerifyOptions = {
    algorithms: [auth.algorithm],
    requiredClaims: ['exp'],
    currentDate: new Date(nowSeconds * 1_000),
    clockTolerance: clockToleranceSeconds,
    ...(auth.issuer !== undefined && { issuer: auth.issuer }),
    ...(auth.audience !== undefined && { audience: auth.audience }),
  };
  let verdict: SignatureVerdict = 'signature_invalid';
  for (const key of await keysOf(auth, secrets)) {
    const answer = await tryKey(token, key, options);
    if (answer === 'verified') return answer;
    if (answer !== 'signature_invalid') verdict = answer;
  }
  return verdict;
}

/** What is wrong with the keys of the settings, by the setting; empty when tokens can be verified with them. */
export async function findKeyFaults(auth: JwtAuth): Promise<readonly { readonly path: string; readonly message: string }[]> {
  if (auth.algorithm === 'HS256') return [];
  if (auth.public_key !== undefined && (await pemKey(auth.public_key, auth.algorithm)) === undefined) {
    return [
      {
        path: 'public_key',
        message: `is not a public key for ${auth.algorithm} in PEM (BEGIN PUBLIC KEY)${hint(auth.algorithm)}`,
      },
    ];
  }
  const keys = auth.jwks?.keys ?? [];
  const readable = await Promise.all(keys.map((key) => webKey(key, auth.algorithm)));
  return readable.flatMap((key, index) =>
    key === undefined
      ? [
          {
            path: `jwks.keys.${index}`,
            message: `is not a public key for ${auth.algorithm} as a JSON Web Key${hint(auth.algorithm)}`,
          },
        ]
      : [],
  );
}

function hint(algorithm: JwtAuth['algorithm']): string {
  return algorithm === 'RS256' ? ` of at least ${minimumModulusBits} bits` : ' on the curve P-256';
}

async function keysOf(auth: JwtAuth, secrets: readonly string[]): Promise<readonly Key[]> {
  if (auth.algorithm === 'HS256') return secrets.filter((secret) => secret !== '').map((secret) => Buffer.from(secret));
  const pem = auth.public_key === undefined ? undefined : await pemKey(auth.public_key, auth.algorithm);
  const webKeys = await Promise.all((auth.jwks?.keys ?? []).map((key) => webKey(key, auth.algorithm)));
  return [pem, ...webKeys].filter((key) => key !== undefined);
}

async function tryKey(token: string, key: Key, options: JWTVerifyOptions): Promise<SignatureVerdict> {
  try {
    await jwtVerify(token, key, options);
    return 'verified';
  } catch (error) {
    return error instanceof errors.JWTExpired ? 'signature_expired' : 'signature_invalid';
  }
}

async function pemKey(pem: string, algorithm: string): Promise<CryptoKey | undefined> {
  try {
    return longEnough(await importSPKI(pem.trim(), algorithm));
  } catch {
    return undefined;
  }
}

/** Private and shared keys are not taken: they have no business in somebody else's settings. */
async function webKey(key: Readonly<Record<string, unknown>>, algorithm: string): Promise<CryptoKey | undefined> {
  if ('d' in key || 'k' in key || (key['alg'] !== undefined && key['alg'] !== algorithm)) return undefined;
  try {
    const imported = await importJWK(key, algorithm);
    return imported instanceof Uint8Array ? undefined : longEnough(imported);
  } catch {
    return undefined;
  }
}

function longEnough(key: CryptoKey): CryptoKey | undefined {
  const bits = 'modulusLength' in key.algorithm ? Number(key.algorithm.modulusLength) : undefined;
  return bits !== undefined && bits < minimumModulusBits ? undefined : key;
}

/**
 * Who reads? Checks a read key and its rate limit, in the order in which refusals win.
 */
import type { ApiKey, ApiKeyDirectory } from '../domain/api-key.ts';
import { fault, type Fault } from '../domain/fault.ts';
import { hashToken, isToken, readKeyPrefix } from '../domain/key-token.ts';
import { type RateLimiter, type RateVerdict, tooManyFailures } from '../domain/rate-limit.ts';
import { bearerClaim } from '../sdk/identify.ts';

const requestsPerMinute = 600;
const rateWindowSeconds = 60;

const rateLimited = (retryAfterSeconds: number) =>
  fault('rate_limited', `${requestsPerMinute} req/min cap`, { retryAfterSeconds });

/** Every refusal that authentication can come to, or that keeps it from being tried; for the API reference. */
export const readerRefusals: readonly Fault[] = [
  fault('missing_authorization'),
  fault('invalid_api_key'),
  rateLimited(rateWindowSeconds),
  tooManyFailures(1),
];

/** Whose key it is, with what is left of its rate limit; or a refusal. */
export interface Reading {
  readonly apiKey?: ApiKey;
  readonly refusal?: Fault;
  readonly rate?: RateVerdict & { readonly capPerMinute: number };
}

/** Authenticates one request by its headers. */
export async function authenticateReader(
  headers: Readonly<Record<string, string | undefined>>,
  apiKeys: ApiKeyDirectory,
  rateLimiter: RateLimiter,
): Promise<Reading> {
  const claim = bearerClaim({ headers });
  if (claim.by !== 'key') return { refusal: fault('missing_authorization') };
  if (!isToken(claim.key, readKeyPrefix)) return { refusal: fault('invalid_api_key') };
  const apiKey = await apiKeys.byKeyHash(hashToken(claim.key));
  if (!apiKey || apiKey.revoked) return { refusal: fault('invalid_api_key') };
  const verdict = await rateLimiter.hit(apiKey.organisationId, apiKey.id, requestsPerMinute);
  const rate = { ...verdict, capPerMinute: requestsPerMinute };
  if (!verdict.allowed) {
    return { apiKey, refusal: rateLimited(verdict.retryAfterSeconds), rate };
  }
  apiKeys.touch(apiKey);
  return { apiKey, rate };
}

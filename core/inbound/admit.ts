/**
 * Step 2: may it come in? Address, validity, rate and format, in the order that tells a stranger least: only who holds
 * the whole key learns that it has an allowlist.
 */
import { hash } from 'node:crypto';
import { cidrContains } from '../domain/cidr.ts';
import type { Connector } from '../domain/connector.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { RateLimiter, RateVerdict } from '../domain/rate-limit.ts';
import type { HostedAdapter } from '../sdk/catalogue.ts';

/** Let in, with what is left of the rate limit; or refused. */
export interface Admission {
  readonly refusal?: Fault;
  /** Absent when the request was refused before it was counted. */
  readonly rate?: RateVerdict;
}

/** Checks a connector's conditions for one request from `clientIp`. Counts the request when it gets that far. */
export async function admit(
  connector: Connector,
  adapter: HostedAdapter,
  clientIp: string,
  rateLimiter: RateLimiter,
  now: number,
): Promise<Admission> {
  if (connector.ipAllowlist.length > 0 && !cidrContains(connector.ipAllowlist, clientIp)) {
    return { refusal: fault('ip_not_allowed') };
  }
  if (connector.revoked || (connector.expiresAt !== undefined && connector.expiresAt <= now)) {
    return { refusal: fault('invalid_api_key') };
  }
  const cap = connector.rateLimitPerMinute * (adapter.inbound?.rateAllowance ?? 1);
  const callerId = adapter.inbound?.rateLimitBy === 'address' ? addressOf(connector, clientIp) : connector.id;
  const rate = await rateLimiter.hit(connector.organisationId, callerId, cap);
  if (!rate.allowed) {
    const refusal = fault('rate_limited', `${connector.rateLimitPerMinute} req/min cap`, {
      retryAfterSeconds: rate.retryAfterSeconds,
    });
    return { refusal, rate };
  }
  return connector.format === adapter.format ? { rate } : { refusal: fault('wrong_format'), rate };
}

/** One caller per connector and address, in the form of an id: a UUID of version 8, whose bits are free (RFC 9562). */
function addressOf({ id }: Connector, clientIp: string): string {
  const digits = hash('sha256', `${id} ${clientIp}`, 'hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

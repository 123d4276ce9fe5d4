/** The website adapter under the laws that every adapter must pass, and what it says of requests as a whole. */
import { describe, expect, test } from 'vitest';
import { conformanceLaws } from '../../core/sdk/conformance.ts';
import { fault, type FaultCode, hmacHex, type InboundRequest } from '../../core/sdk/index.ts';
import type { WebsiteConfig } from './config.ts';
import { nowSeconds, sample, samples, secret } from './fixtures/samples.ts';
import adapter from './index.ts';

const { inbound } = adapter;
if (inbound === undefined) throw new Error('the adapter receives nothing');

describe('the laws of every adapter', () => {
  for (const law of conformanceLaws(adapter, samples({}))) test(law.name, { timeout: 30_000 }, () => law.check());
});

describe('the laws of every adapter, with every setting', () => {
  const config = { relay_url: 'https://relay.example/in', signature_template: 'v0:{timestamp}:{body}' };
  for (const law of conformanceLaws(adapter, samples(config))) test(law.name, { timeout: 30_000 }, () => law.check());
});

describe('the signature', () => {
  const { request } = sample('order-minimal');
  const verify = (headers: InboundRequest['headers'], config: WebsiteConfig = {}) =>
    inbound.signature?.verify(
      { ...request, headers: { ...request.headers, ...headers } },
      { secrets: [secret], config, nowSeconds },
    );
  const signed = (text: string) => `v1=${hmacHex(secret, text)}`;
  const body = Buffer.from(request.body).toString();

  test('covers time and body, with a full stop between them', () => {
    expect(verify({ 'x-cw-signature': signed(`${nowSeconds}.${body}`) })).toBe('verified');
  });

  test('covers what the setting says, and then nothing else', () => {
    const config = { signature_template: '{timestamp}:{body}' };
    expect(verify({ 'x-cw-signature': signed(`${nowSeconds}:${body}`) }, config)).toBe('verified');
    expect(verify({ 'x-cw-signature': signed(`${nowSeconds}.${body}`) }, config)).toBe('signature_invalid');
  });

  test('is missing without either header, malformed before expired, and expired before invalid', () => {
    const old = String(nowSeconds - 301);
    expect(verify({ 'x-cw-signature': undefined })).toBe('absent');
    expect(verify({ 'x-cw-timestamp': undefined })).toBe('absent');
    expect(verify({ 'x-cw-signature': 'v1=x', 'x-cw-timestamp': old })).toBe('signature_malformed');
    expect(verify({ 'x-cw-timestamp': `${nowSeconds}000` })).toBe('signature_malformed');
    expect(verify({ 'x-cw-timestamp': old })).toBe('signature_expired');
    expect(verify({ 'x-cw-timestamp': String(nowSeconds - 300) })).toBe('signature_invalid');
  });
});

describe('a refusal', () => {
  const statuses: readonly (readonly [number, readonly FaultCode[]])[] = [
    [401, ['missing_authorization', 'invalid_api_key']],
    [400, ['signature_missing', 'signature_malformed', 'signature_expired', 'signature_invalid', 'bad_request', 'wrong_format']],
    [400, ['invalid_json', 'validation_failed', 'unknown_sku', 'amount_out_of_range', 'currency_mismatch']],
    [403, ['ip_not_allowed', 'insufficient_scope']],
    [404, ['not_found']],
    [405, ['method_not_allowed']],
    [413, ['payload_too_large']],
    [415, ['unsupported_media_type']],
    [429, ['rate_limited']],
    [500, ['internal_error']],
    [503, ['unavailable']],
  ];
  const cases = statuses.flatMap(([status, codes]) => codes.map((code) => [code, status] as const));

  test.each(cases)('%s is answered with %i', (code, status) => {
    expect(inbound.refuse(fault(code, 'one sentence'))).toEqual({ status, body: `{"ok":false,"error":"${code}"}` });
  });
});

/** What the request log keeps of a request's headers. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Request } from 'express';
import { arrivalOf } from '../../core/http/arrival.ts';

const digest = createHmac('sha256', 'secret').update('body').digest();

function logged(headers: Record<string, string>): Readonly<Record<string, string>> {
  const request = { method: 'POST', path: '/', originalUrl: '/', params: {}, headers, socket: {} } as unknown as Request;
  return arrivalOf(request, 'id', 0).loggedHeaders;
}

describe('a logged header', () => {
  it.each([
    ['authorization', 'Bearer pck_int_x'],
    ['cookie', 'a=b'],
    ['x-shop-signature', 'anything'],
    ['x-api-key', 'anything'],
    ['x-proof', digest.toString('hex')],
    ['x-proof', `sha256=${digest.toString('hex').toUpperCase()}`],
    ['x-proof', digest.toString('base64')],
    ['x-proof', digest.toString('base64url')],
  ])('%s: %s is named only', (name, value) => {
    expect(logged({ [name]: value })).toEqual({ [name]: '[redacted]' });
  });

  it.each([
    ['content-type', 'application/json'],
    ['user-agent', 'WooCommerce/9.1.2 Hookshot (WordPress/6.5)'],
    ['x-shopify-webhook-id', '0198c1a2-0000-7000-8000-000000000000'],
    ['traceparent', `00-${digest.toString('hex', 0, 16)}-${digest.toString('hex', 0, 8)}-01`],
    ['idempotency-key', digest.toString('hex')],
  ])('%s: %s is kept', (name, value) => {
    expect(logged({ [name]: value })).toEqual({ [name]: value });
  });
});

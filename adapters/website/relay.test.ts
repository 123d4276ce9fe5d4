/** Replies on their way to a website. */
import { describe, expect, test } from 'vitest';
import { hmacHex, type HubEvent, type Target } from '../../core/sdk/index.ts';
import type { WebsiteConfig } from './config.ts';
import { nowSeconds, relayTarget, replyEvent, replyJson, secret, store } from './fixtures/samples.ts';
import { outbound } from './relay.ts';

describe('the address of the relay', () => {
  const relayUrl = (config: WebsiteConfig, websiteUrl: string | undefined) => {
    const { websiteUrl: _other, ...facts } = store;
    return outbound.relayUrl?.(config, websiteUrl === undefined ? facts : { ...facts, websiteUrl });
  };

  test('is the setting, else below the website of the store, else unknown', () => {
    expect(relayUrl({ relay_url: 'https://relay.example/in' }, 'https://shop.example')).toBe('https://relay.example/in');
    expect(relayUrl({ relay_url: 'https://relay.example/in' }, undefined)).toBe('https://relay.example/in');
    expect(relayUrl({}, undefined)).toBeUndefined();
  });

  test.each([
    ['https://shop.example', 'https://shop.example/api/website/replies/send'],
    ['https://shop.example/', 'https://shop.example/api/website/replies/send'],
    ['https://shop.example/uk//', 'https://shop.example/uk/api/website/replies/send'],
    ['https://shop.example/?from=hub#top', 'https://shop.example/api/website/replies/send'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/api/website/replies/send'],
  ])('of the website %s is %s', (websiteUrl, expected) => {
    expect(relayUrl({}, websiteUrl)).toBe(expected);
  });
});

describe('a reply', () => {
  const build = (event: Partial<HubEvent> = {}, target: Partial<Target<WebsiteConfig>> = {}) =>
    outbound.build({ ...replyEvent, ...event }, { ...relayTarget, ...target });

  test('goes out as it was stored, signed with the newest secret, under its own id', () => {
    expect(build()).toEqual({
      kind: 'http',
      method: 'POST',
      url: relayTarget.url,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Crossdock-Reply-Relay/1.0',
        'X-CW-Timestamp': String(nowSeconds),
        'X-CW-Signature': `v1=${hmacHex(secret, `${nowSeconds}.${replyJson}`)}`,
        'X-CW-Idempotency-Key': '0198c1a2-7b3c-7d4e-8f50-617283940a60',
      },
      body: replyJson,
    });
  });

  test("is signed over the connector's own template", () => {
    const message = build({}, { config: { signature_template: 'v0:{timestamp}:{body}' } });
    expect(message).toMatchObject({ headers: { 'X-CW-Signature': `v1=${hmacHex(secret, `v0:${nowSeconds}:${replyJson}`)}` } });
  });

  test.each([
    '{}',
    '{"reply":{}}',
    '{"reply":{"reply_id":"x"}}',
    '{"reply":{"reply_id":"a\\r\\nX-Evil: 1"}}',
    '{"reply":null}',
    'x',
  ])('that is %s cannot be sent', (dataJson) => {
    expect(build({ dataJson })).toMatchObject({ kind: 'unsendable' });
  });

  test('cannot be sent without a secret', () => {
    expect(build({}, { secrets: [] })).toMatchObject({ kind: 'unsendable' });
  });
});

describe('an answer', () => {
  const ok = '{"ok":true}';

  test.each([
    [200, ok],
    [201, '{"ok":true,"id":7}'],
    [299, ok],
  ])('%i %s means delivered', (status, body) => {
    expect(outbound.judge({ status, body })).toBe('delivered');
  });

  test.each([
    [200, ''],
    [200, 'ok'],
    [200, '{"ok":false}'],
    [200, '{"ok":"true"}'],
    [200, '[]'],
    [200, 'null'],
    [204, ''],
    [302, ok],
    [408, ok],
    [409, ok],
    [425, ok],
    [429, ok],
    [500, ok],
    [503, ''],
  ])('%i %j is worth another attempt', (status, body) => {
    expect(outbound.judge({ status, body })).toBe('retry');
  });

  test.each([400, 401, 403, 404, 405, 410, 413, 422, 451])('%i is final', (status) => {
    expect(outbound.judge({ status, body: ok })).toBe('drop');
  });
});

/** How a contact message is read. */
import { describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../core/sdk/index.ts';
import { delivery, readJson } from './fixtures/samples.ts';
import { translateContact } from './message.ts';

type Json = Readonly<Record<string, unknown>>;

const full = readJson('contact-message');
const minimal = { submission_id: 'sub-1', name: 'Ann', email: 'ann@example.com', message: 'Hello' };

const translate = (changes: Json, headers: Readonly<Record<string, string>> = {}) =>
  translateContact(delivery({ ...minimal, ...changes }, headers));

function message(changes: Json, headers?: Readonly<Record<string, string>>): InboundMessage {
  const translation = translate(changes, headers);
  if (translation.kind !== 'command' || translation.command.name !== 'message.receive')
    throw new Error(`not a message: ${JSON.stringify(translation)}`);
  return translation.command.message;
}

test('everything that the form knows is kept, under its own names', () => {
  expect(message(full)).toEqual({
    externalId: 'sub-5001',
    channelCode: 'website',
    messageTypeCode: 'buyer_question',
    buyerEmail: 'ann@example.com',
    buyerName: 'Ann Example',
    body: 'Hello,\n\ncan you deliver 20 lamps before Christmas?',
    details: {
      company: 'Example Ltd',
      target_date: '2026-12-18',
      website_host: 'www.shop.example',
      website_domain: 'shop.example',
      source_url: 'https://www.shop.example/lamps?utm_source=mail',
      page_url: 'https://www.shop.example/contact',
      website_url: 'https://www.shop.example',
    },
  });
});

describe('a message is known by', () => {
  const key = { 'x-cw-idempotency-key': 'key-1' };

  test('its submission id, or else by the key', () => {
    expect(message({}).externalId).toBe('sub-1');
    expect(message({ submission_id: undefined }, key).externalId).toBe('key-1');
    expect(message({ submission_id: null }, key).externalId).toBe('key-1');
    expect(message({ submission_id: '' }, key).externalId).toBe('key-1');
    expect(message({ submission_id: '77' }, key).externalId).toBe('77');
  });

  test.each(['d1, d2', 'd 1', 'ключ', 'k'.repeat(256)])('no key "%s", and is refused without a submission id', (sent) => {
    const headers = { 'x-cw-idempotency-key': sent };
    expect(translate({ submission_id: undefined }, headers)).toMatchObject({
      code: 'validation_failed',
      detail: expect.stringContaining('X-CW-Idempotency-Key'),
    });
    expect(message({}, headers).externalId).toBe('sub-1');
  });

  test.each([[{ submission_id: undefined }], [{ submission_id: ' sub' }], [{ submission_id: 'a\nb' }]])(
    'nothing with %j, and is refused',
    (changes) => {
      expect(translate(changes)).toMatchObject({ code: 'validation_failed', detail: expect.stringContaining('/submission_id') });
    },
  );
});

describe('what a visitor pastes', () => {
  test('keeps its line breaks and tabs, and loses other control characters', () => {
    expect(message({ message: 'a\r\n\tb\u0001\u000b\u007f\u0085c' }).body).toBe('a\r\n\tbc');
  });

  test('is one line in a name and in the details', () => {
    expect(message({ name: ' Ann\r\nBcc: all@example.com\u0000 ' }).buyerName).toBe('Ann Bcc: all@example.com');
    expect(message({ company: 'A\tB\n' }).details).toEqual({ company: 'A B' });
  });

  test('may have blanks around the address', () => {
    expect(message({ email: ' ann@example.com\n' }).buyerEmail).toBe('ann@example.com');
  });

  test('may be left blank where nothing is required', () => {
    expect(message({ company: ' ', target_date: '', page_url: null, source_url: '\n' }).details).toEqual({});
  });

  test.each([
    ['name', ' '],
    ['name', '\n'],
    ['message', ' \n\t'],
    ['message', '\u0001'],
  ])('may not leave the %s as %j', (field, blank) => {
    expect(translate({ [field]: blank })).toMatchObject({ code: 'validation_failed', detail: `/${field} is blank` });
  });

  test.each(['2026-02-30', '2026-13-01', '18/12/2026', '2026-12-18T00:00:00Z', 'soon'])(
    'is no day when it is %s',
    (target_date) => {
      expect(translate({ target_date })).toMatchObject({
        code: 'validation_failed',
        detail: expect.stringContaining('/target_date'),
      });
    },
  );
});

/** Signatures over a template: the timestamp in a header of its own, and the place of both in the signed text a setting. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureTemplatePattern, signTemplated, verifyTemplated } from '../../core/sdk/signature.ts';

const now = 1_700_000_000;
const body = Buffer.from('{"id":1}');
const template = '{timestamp}.{body}';
const genuine = signTemplated({ template, body, secret: 'whsec', timestampSeconds: now });
const digest = genuine.slice('v1='.length);
const foreign = 'f'.repeat(64);

const verify = (header: string | undefined, overrides: Partial<Parameters<typeof verifyTemplated>[0]> = {}) =>
  verifyTemplated({
    header,
    timestampHeader: String(now),
    template,
    body,
    secrets: ['whsec'],
    nowSeconds: now,
    toleranceSeconds: 300,
    ...overrides,
  });

describe('signing over a template', () => {
  it.each([
    ['{timestamp}.{body}', '1700000000.{"id":1}'],
    ['v0:{timestamp}:{body}', 'v0:1700000000:{"id":1}'],
    ['{body}{timestamp}', '{"id":1}1700000000'],
    ['{timestamp}\n{body}\n', '1700000000\n{"id":1}\n'],
    ['§ {timestamp} {body} {other}', '§ 1700000000 {"id":1} {other}'],
  ])('%j signs %j', (asked, signed) => {
    const expected = createHmac('sha256', 'whsec').update(signed).digest('hex');
    expect(signTemplated({ template: asked, body, secret: 'whsec', timestampSeconds: now })).toBe(`v1=${expected}`);
    expect(verify(`v1=${expected}`, { template: asked })).toBe('verified');
  });

  it('takes nothing in the body for a placeholder', () => {
    const tricky = Buffer.from('{timestamp}{body}');
    const expected = createHmac('sha256', 'whsec').update(`${now}.{timestamp}{body}`).digest('hex');
    expect(signTemplated({ template, body: tricky, secret: 'whsec', timestampSeconds: now })).toBe(`v1=${expected}`);
  });

  it('throws without a secret, without whole seconds, and without a template', () => {
    expect(() => signTemplated({ template, body, secret: '', timestampSeconds: now })).toThrow(/secret/);
    expect(() => signTemplated({ template, body, secret: 's', timestampSeconds: now * 1_000 })).toThrow(RangeError);
    expect(() => signTemplated({ template: '{timestamp}', body, secret: 's', timestampSeconds: now })).toThrow(/template/);
  });
});

describe('verifying over a template', () => {
  it('accepts either case of the digits and either live secret', () => {
    expect(verify(genuine)).toBe('verified');
    expect(verify(`v1=${digest.toUpperCase()}`)).toBe('verified');
    expect(verify(genuine, { secrets: ['new', 'whsec'] })).toBe('verified');
    expect(verify(genuine, { secrets: ['whsec', 'old'] })).toBe('verified');
  });

  it('calls it absent when either header is', () => {
    expect(verify(undefined)).toBe('absent');
    expect(verify(genuine, { timestampHeader: undefined })).toBe('absent');
  });

  it.each([
    ['an empty header', ''],
    ['no v1', digest],
    ['another version', `v2=${digest}`],
    ['63 digits', genuine.slice(0, -1)],
    ['65 digits', `${genuine}0`],
    ['a letter beyond hex', `${genuine.slice(0, -1)}g`],
    ['a second header that Node joined', `${genuine}, ${genuine}`],
    ['white space', ` ${genuine}`],
    ['a line break at the end', `${genuine}\n`],
    ['more than 1,024 bytes', `v1=${digest.repeat(17)}`],
  ])('refuses %s as malformed', (_name, header) => {
    expect(verify(header)).toBe('signature_malformed');
  });

  it.each(['', 'now', '170000000', '17000000000', `${now}000`, `${now}.5`, `-${now}`, ` ${now}`, `${now}, ${now}`])(
    'refuses the timestamp %j as malformed',
    (timestampHeader) => {
      expect(verify(genuine, { timestampHeader })).toBe('signature_malformed');
    },
  );

  it.each([
    [-301, 'signature_expired'],
    [-300, 'verified'],
    [300, 'verified'],
    [301, 'signature_expired'],
  ] as const)('judges a timestamp %i seconds from now as %s', (drift, verdict) => {
    const header = signTemplated({ template, body, secret: 'whsec', timestampSeconds: now + drift });
    expect(verify(header, { timestampHeader: String(now + drift) })).toBe(verdict);
  });

  it('refuses everything when the clock is not a number', () => {
    expect(verify(genuine, { nowSeconds: Number.NaN })).toBe('signature_expired');
  });

  it('says malformed before expired, and expired before invalid', () => {
    expect(verify('v1=', { timestampHeader: '1600000000' })).toBe('signature_malformed');
    expect(verify(`v1=${foreign}`, { timestampHeader: '1600000000' })).toBe('signature_expired');
    expect(verify(`v1=${foreign}`)).toBe('signature_invalid');
  });

  it('is invalid for another secret, body, time or template, and without a secret', () => {
    expect(verify(genuine, { secrets: ['other'] })).toBe('signature_invalid');
    expect(verify(genuine, { secrets: [] })).toBe('signature_invalid');
    expect(verify(genuine, { body: Buffer.from('{"id": 1}') })).toBe('signature_invalid');
    expect(verify(genuine, { timestampHeader: String(now + 1) })).toBe('signature_invalid');
    expect(verify(genuine, { template: '{timestamp}{body}' })).toBe('signature_invalid');
    const anybodys = createHmac('sha256', '').update(`${now}.`).update(body).digest('hex');
    expect(verify(`v1=${anybodys}`, { secrets: [''] })).toBe('signature_invalid');
  });

  it('never passes with a template that leaves the body or the time out', () => {
    for (const open of ['', 'x', '{timestamp}', '{body}']) {
      const filled = open.replace('{timestamp}', String(now)).replace('{body}', body.toString());
      const header = `v1=${createHmac('sha256', 'whsec').update(filled).digest('hex')}`;
      expect(verify(header, { template: open })).toBe('signature_invalid');
    }
  });

  it('accepts what was signed, and nothing after one bit of the body has changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.string({ minLength: 1 }),
        fc.nat(),
        (bytes, secret, bit) => {
          const header = signTemplated({ template, body: bytes, secret, timestampSeconds: now });
          expect(verify(header, { body: bytes, secrets: [secret] })).toBe('verified');
          const altered = bytes.with(bit % bytes.length, (bytes[bit % bytes.length] ?? 0) ^ (1 << (bit % 8)));
          expect(verify(header, { body: altered, secrets: [secret] })).toBe('signature_invalid');
        },
      ),
    );
  });

  it('answers for any header without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (header, timestampHeader) => {
        expect(verify(header, { timestampHeader })).toMatch(/^signature_/);
      }),
    );
  });
});

describe('a template', () => {
  const pattern = new RegExp(signatureTemplatePattern, 'u');

  it.each(['{timestamp}.{body}', '{body}{timestamp}', 'a{body}\nb{timestamp}c', '{timestamp}{other}{body}'])(
    'may be %j',
    (text) => {
      expect(pattern.test(text)).toBe(true);
    },
  );

  it.each([
    '',
    '{body}',
    '{timestamp}',
    '{timestamp}.{body}.{body}',
    '{timestamp}{timestamp}{body}',
    '{Timestamp}.{body}',
    '{timestamp}.body',
  ])('may not be %j', (text) => {
    expect(pattern.test(text)).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hmacBase64,
  hmacHex,
  signTimestamped,
  verifyBase64Hmac,
  verifyHexHmac,
  verifyTimestamped,
} from '../../core/sdk/signature.ts';

const now = 1_700_000_000;
const body = Buffer.from('{"id":1}');
const empty = new Uint8Array();
const genuine = signTimestamped({ body, secrets: ['whsec'], timestampSeconds: now });
const digest = genuine.slice(-64);
const foreign = 'f'.repeat(64);

const verify = (header: string | undefined, overrides: Partial<Parameters<typeof verifyTimestamped>[0]> = {}) =>
  verifyTimestamped({ header, body, secrets: ['whsec'], nowSeconds: now, toleranceSeconds: 300, ...overrides });

/** Digests made by Python's hmac module. */
const vectors = {
  timestamped: 'e79220cb981f992adbc8b93ac6d46028b0217ea19327d27dc9d18bf334403bde',
  timestampedUmlautKeyEmptyBody: '5febc239f0daf2b5c4bee6c2ff04416c8b3979e62145d9515a89b9c6bbf4ac81',
  hex: 'cc2f1f736275a85762c723f8a3c29fbecbb7c1427ad1ddbe14589ad49036a629',
  base64: 'zC8fc2J1qFdixyP4o8Kfvsu3wUJ60d2+FFia1JA2pik=',
  base64HexKey: 'lDNk+DD5DR4KgnlHu67YPylBk7kqMsx8wdoclXChH0o=',
};

describe('signing with a timestamp', () => {
  it('gives the digest of "t.body" under the UTF-8 bytes of the secret', () => {
    expect(genuine).toBe(`t=1700000000,v1=${vectors.timestamped}`);
    expect(signTimestamped({ body: empty, secrets: ['schlüssel'], timestampSeconds: now })).toBe(
      `t=1700000000,v1=${vectors.timestampedUmlautKeyEmptyBody}`,
    );
  });

  it('puts the old secret last, so that a receiver which looks at the last v1 only still verifies', () => {
    const header = signTimestamped({ body, secrets: ['new', 'whsec'], timestampSeconds: now });
    expect(header).toBe(`t=${now},v1=${hmacHex('new', `${now}.{"id":1}`)},v1=${vectors.timestamped}`);
    expect(header.endsWith(`v1=${vectors.timestamped}`)).toBe(true);
  });

  it.each([[[]], [['']], [['whsec', '']]])('throws with the secrets %j', (secrets) => {
    expect(() => signTimestamped({ body, secrets, timestampSeconds: now })).toThrow(/secret/);
  });

  it.each([now * 1000, now + 0.5, -1, 999_999_999, Number.NaN])('throws for the timestamp %d', (timestampSeconds) => {
    expect(() => signTimestamped({ body, secrets: ['whsec'], timestampSeconds })).toThrow(RangeError);
  });
});

describe('verifying a timestamped signature', () => {
  it.each([
    ['as it was signed', genuine],
    ['in upper-case hex', `t=${now},v1=${digest.toUpperCase()}`],
    ['with spaces and tabs around the commas', `t=${now} \t, \tv1=${digest}`],
    ['with v1 before t', `v1=${digest},t=${now}`],
    ['with unknown names, empty values and equals signs in them', `v0=x,t=${now},v1=${digest},v2=,next=a=b`],
    ['with names in another case, which are unknown ones', `T=1,V1=x,t=${now},v1=${digest}`],
    ['as the first of five signatures', `t=${now},v1=${digest}${`,v1=${foreign}`.repeat(4)}`],
    ['as the last of five signatures', `t=${now}${`,v1=${foreign}`.repeat(4)},v1=${digest}`],
    ['in a header of exactly 1,024 bytes', `${genuine},x=${'y'.repeat(1024 - genuine.length - 3)}`],
  ])('accepts it %s', (_name, header) => {
    expect(verify(header)).toBe('verified');
  });

  it('accepts a signature of either live secret', () => {
    expect(verify(genuine, { secrets: ['new', 'whsec'] })).toBe('verified');
    expect(verify(genuine, { secrets: ['whsec', 'old'] })).toBe('verified');
  });

  it('accepts an empty body', () => {
    expect(verify(signTimestamped({ body: empty, secrets: ['whsec'], timestampSeconds: now }), { body: empty })).toBe('verified');
  });

  it('calls a missing header absent, and an empty one malformed', () => {
    expect(verify(undefined)).toBe('absent');
    expect(verify('')).toBe('signature_malformed');
  });

  it.each([
    ['no t', `v1=${digest}`],
    ['no v1', `t=${now}`],
    ['two t', `t=${now},t=${now},v1=${digest}`],
    ['a second header that Node joined', `${genuine}, ${genuine}`],
    ['six v1', `t=${now}${`,v1=${digest}`.repeat(6)}`],
    ['milliseconds', `t=${now}000,v1=${digest}`],
    ['nine digits', `t=999999999,v1=${digest}`],
    ['a signed time', `t=-170000000,v1=${digest}`],
    ['a fractional time', `t=1700000000.5,v1=${digest}`],
    ['an empty t', `t=,v1=${digest}`],
    ['63 hex digits', `t=${now},v1=${digest.slice(1)}`],
    ['65 hex digits', `t=${now},v1=${digest}0`],
    ['a letter beyond hex, where decoding would stop silently', `t=${now},v1=${digest.slice(0, -1)}z`],
    ['one good and one broken v1', `t=${now},v1=${digest},v1=abzz`],
    ['base64', `t=${now},v1=${vectors.base64}`],
    ['an element without a value', `t=${now},v1=${digest},flag`],
    ['an element without a name', `t=${now},v1=${digest},=x`],
    ['a trailing comma', `${genuine},`],
    ['a doubled comma', `t=${now},,v1=${digest}`],
    ['semicolons', `t=${now};v1=${digest}`],
    ['a space around the equals sign', `t =${now},v1=${digest}`],
    ['a space in a value', `t=${now},v1=${digest},x=a b`],
    ['a leading space', ` ${genuine}`],
    ['a line break as white space', `t=${now},\n v1=${digest}`],
    ['a no-break space', `t=${now},\u00a0v1=${digest}`],
    ['quotes', `t="${now}",v1="${digest}"`],
    ['1,025 bytes', `${genuine},x=${'y'.repeat(1025 - genuine.length - 3)}`],
  ])('refuses %s as malformed', (_name, header) => {
    expect(verify(header)).toBe('signature_malformed');
  });

  it.each([
    [-301, 'signature_expired'],
    [-300, 'verified'],
    [300, 'verified'],
    [301, 'signature_expired'],
  ] as const)('judges a timestamp %i seconds from now as %s', (drift, verdict) => {
    expect(verify(signTimestamped({ body, secrets: ['whsec'], timestampSeconds: now + drift }))).toBe(verdict);
  });

  it('drops the fraction of the current second', () => {
    expect(verify(genuine, { nowSeconds: now + 300.999 })).toBe('verified');
    expect(verify(genuine, { nowSeconds: now + 301 })).toBe('signature_expired');
  });

  it('refuses everything when the clock is not a number', () => {
    expect(verify(genuine, { nowSeconds: Number.NaN })).toBe('signature_expired');
  });

  it('says malformed before expired, and expired before invalid', () => {
    expect(verify(`t=1,v1=${foreign}`)).toBe('signature_malformed');
    expect(verify(`t=1600000000,v1=${foreign}`)).toBe('signature_expired');
    expect(verify(`t=${now},v1=${foreign}`)).toBe('signature_invalid');
  });

  it('is invalid for another secret, body or time', () => {
    expect(verify(genuine, { secrets: ['other', 'another'] })).toBe('signature_invalid');
    expect(verify(genuine, { body: Buffer.from('{"id": 1}') })).toBe('signature_invalid');
    expect(verify(`t=${now + 1},v1=${digest}`)).toBe('signature_invalid');
  });

  it('is invalid when there is no secret, or an empty one that anybody could sign with', () => {
    const forged = `t=${now},v1=${hmacHex('', `${now}.{"id":1}`)}`;
    expect(verify(genuine, { secrets: [] })).toBe('signature_invalid');
    expect(verify(forged, { secrets: [''] })).toBe('signature_invalid');
  });

  it('accepts what was signed, and nothing after one bit of body or digest has changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }),
        fc.nat(),
        (bytes, secrets, timestampSeconds, bit) => {
          const header = signTimestamped({ body: bytes, secrets, timestampSeconds });
          const check = (received: string, receivedBody: Uint8Array) =>
            verifyTimestamped({
              header: received,
              body: receivedBody,
              secrets: secrets.slice(-1),
              nowSeconds: timestampSeconds,
              toleranceSeconds: 0,
            });
          expect(check(header, bytes)).toBe('verified');
          const altered = Uint8Array.from(bytes);
          altered[bit % bytes.length] = (altered[bit % bytes.length] ?? 0) ^ (1 << (bit % 8));
          expect(check(header, altered)).toBe('signature_invalid');
          const position = header.length - 1 - (bit % 64);
          const digit = (Number.parseInt(header.charAt(position), 16) ^ (1 << (bit % 4))).toString(16);
          expect(check(header.slice(0, position) + digit + header.slice(position + 1), bytes)).toBe('signature_invalid');
        },
      ),
    );
  });

  it('parses as the grammar says', () => {
    const element = fc.oneof(
      fc.record({ name: fc.constant('t'), value: fc.constantFrom(String(now), '1', `${now}000`) }),
      fc.record({ name: fc.constant('v1'), value: fc.constantFrom(foreign, digest, 'abzz') }),
      fc.record({ name: fc.constantFrom('v0', 'T', 'x-y'), value: fc.stringMatching(/^[a-z=]{0,8}$/) }),
    );
    const separator = fc.stringMatching(/^[ \t]{0,3},[ \t]{0,3}$/);
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 9 }), separator, (elements, comma) => {
        const header = elements.map(({ name, value }) => `${name}=${value}`).join(comma);
        const times = elements.filter(({ name }) => name === 't').map(({ value }) => value);
        const signatures = elements.filter(({ name }) => name === 'v1').map(({ value }) => value);
        const formed =
          times.length === 1 &&
          times[0] === String(now) &&
          signatures.length >= 1 &&
          signatures.length <= 5 &&
          !signatures.includes('abzz');
        const verdict = signatures.includes(digest) ? 'verified' : 'signature_invalid';
        expect(verify(header)).toBe(formed ? verdict : 'signature_malformed');
      }),
      { numRuns: 1000 },
    );
  });

  it('answers for any header without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[tv1=,0-9a-f \t]{0,1100}$/)), (header) => {
        expect(verify(header)).toMatch(/^signature_/);
      }),
    );
  });

  it('takes no longer for a header of white space than for any other', () => {
    const header = `t=${now},${' '.repeat(1024 - 13)}x`;
    const startedAt = performance.now();
    for (let round = 0; round < 100; round += 1) verify(header);
    expect((performance.now() - startedAt) / 100).toBeLessThan(20);
  });
});

describe('a bare base64 digest', () => {
  const check = (header: string | undefined, secrets = ['whsec'], signed: Uint8Array = body) =>
    verifyBase64Hmac({ header, body: signed, secrets });

  it('verifies with any live secret; a hex secret is taken as its characters, not decoded', () => {
    expect(check(vectors.base64)).toBe('verified');
    expect(check(vectors.base64, ['new', 'whsec'])).toBe('verified');
    expect(check(vectors.base64HexKey, ['0123456789abcdef'.repeat(4)])).toBe('verified');
    expect(hmacBase64('whsec', body)).toBe(vectors.base64);
  });

  it('is invalid for another body, another secret, an empty secret, no secret', () => {
    expect(check(vectors.base64, ['whsec'], Buffer.from('{"id":2}'))).toBe('signature_invalid');
    expect(check(vectors.base64, ['other'])).toBe('signature_invalid');
    expect(check(hmacBase64('', body), [''])).toBe('signature_invalid');
    expect(check(vectors.base64, [])).toBe('signature_invalid');
  });

  it('is invalid after any character has changed, the last one with its unused bits included', () => {
    for (let position = 0; position < 43; position += 1) {
      for (const character of 'Aklmno9+/') {
        if (vectors.base64.charAt(position) === character) continue;
        expect(check(vectors.base64.slice(0, position) + character + vectors.base64.slice(position + 1))).toBe(
          'signature_invalid',
        );
      }
    }
  });

  it.each([
    ['an empty header', ''],
    ['rubbish that a base64 decoder would read', 'Y Q=!='],
    ['no padding', vectors.base64.slice(0, -1)],
    ['two digests', `${vectors.base64}, ${vectors.base64}`],
    ['a trailing line break', `${vectors.base64}\n`],
    ['the URL alphabet', `${'-_'.repeat(21)}A=`],
    ['hex', vectors.hex],
  ])('is malformed when it is %s', (_name, header) => {
    expect(check(header)).toBe('signature_malformed');
  });

  it('is absent without a header', () => {
    expect(check(undefined)).toBe('absent');
  });
});

describe('a bare hex digest', () => {
  const check = (header: string | undefined, secrets = ['whsec']) => verifyHexHmac({ header, body, secrets });

  it('verifies in either case with any live secret', () => {
    expect(check(vectors.hex)).toBe('verified');
    expect(check(vectors.hex.toUpperCase(), ['new', 'whsec'])).toBe('verified');
    expect(hmacHex('whsec', body)).toBe(vectors.hex);
  });

  it('is invalid, malformed or absent otherwise', () => {
    expect(check(foreign)).toBe('signature_invalid');
    expect(check(vectors.hex, [])).toBe('signature_invalid');
    expect(check(`v1=${vectors.hex}`)).toBe('signature_malformed');
    expect(check(`${vectors.hex}\n`)).toBe('signature_malformed');
    expect(check(vectors.hex.slice(2))).toBe('signature_malformed');
    expect(check(undefined)).toBe('absent');
  });
});

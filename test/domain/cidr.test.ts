import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrContains, compileCidrs, parseCidr } from '../../core/domain/cidr.ts';

describe('a range as it is saved', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['192.0.2.1', '192.0.2.1/32'],
    ['192.0.2.1/32', '192.0.2.1/32'],
    ['192.0.2.128/25', '192.0.2.128/25'],
    ['::/0', '::/0'],
    ['::1', '::1/128'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1/128'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::FFFF:a00:1', '10.0.0.1/32'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['64:ff9b::192.0.2.0/120', '64:ff9b::c000:200/120'],
  ])('%s becomes %s', (text, canonical) => {
    expect(parseCidr(text)).toBe(canonical);
  });

  it.each([
    ['a prefix beyond the address', '10.0.0.0/33'],
    ['a prefix beyond an IPv6 address', '2001:db8::/129'],
    ['an octal octet', '010.0.0.1/32'],
    ['an octal octet, bare', '10.0.0.01'],
    ['three octets', '10.0.0/8'],
    ['one octet', '1/8'],
    ['a bare number', '2130706433'],
    ['a hexadecimal octet', '0x7f.0.0.1'],
    ['host bits', '10.1.2.3/8'],
    ['host bits in the prefix byte', '10.128.0.0/8'],
    ['host bits in IPv6', '2001:db8::1/32'],
    ['a mapped range wider than IPv4', '::ffff:0:0/95'],
    ['a leading zero in the prefix', '10.0.0.1/08'],
    ['a leading zero before a zero', '0.0.0.0/00'],
    ['a signed prefix', '10.0.0.0/+8'],
    ['a negative prefix', '10.0.0.0/-8'],
    ['a fractional prefix', '10.0.0.0/8.0'],
    ['an exponent', '10.0.0.0/1e1'],
    ['an empty prefix', '10.0.0.0/'],
    ['two prefixes', '10.0.0.0/8/8'],
    ['a netmask', '10.0.0.0/255.0.0.0'],
    ['a zone', 'fe80::1%eth0'],
    ['a zone before a prefix', 'fe80::%eth0/64'],
    ['a leading space', ' 10.0.0.0/8'],
    ['a trailing space', '10.0.0.0/8 '],
    ['a space before the prefix', '10.0.0.0 /8'],
    ['a line break', '10.0.0.0/8\n'],
    ['brackets', '[::1]'],
    ['a port', '10.0.0.1:80'],
    ['full-width digits', '１０.0.0.0/8'],
    ['a host name', 'localhost'],
    ['five octets', '1.2.3.4.5'],
    ['an octet above 255', '256.0.0.0/8'],
    ['three colons', ':::/0'],
    ['a prefix alone', '/8'],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('is stable: the canonical form of a canonical form is itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
        const canonical = parseCidr(ip);
        expect(canonical).toBeDefined();
        expect(parseCidr(canonical ?? '')).toBe(canonical);
      }),
    );
  });

  it('refuses or accepts any text without throwing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f.:/%]{0,40}$/)), (text) => void parseCidr(text)));
  });
});

describe('matching an address', () => {
  it.each([
    ['10.0.0.0/8', '10.1.1.1', true],
    ['10.0.0.0/8', '::ffff:10.1.1.1', true],
    ['10.0.0.0/8', '::ffff:a01:101', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['::ffff:10.0.0.0/104', '10.1.1.1', true],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.128/25', '192.0.2.128', true],
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '10.0.0.1', false],
    ['::/0', '::ffff:10.0.0.1', false],
    ['::/0', '2001:db8::1', true],
  ])('%s with %s: %s', (range, ip, contained) => {
    expect(cidrContains([range], ip)).toBe(contained);
  });

  it('finds an address in any of several ranges, of both families', () => {
    const contains = compileCidrs(['192.0.2.0/24', '2001:db8::/32', '198.51.100.7']);
    expect(['192.0.2.9', '2001:db8::9', '198.51.100.7'].map(contains)).toEqual([true, true, true]);
    expect(['192.0.3.9', '2001:db9::9', '198.51.100.8'].map(contains)).toEqual([false, false, false]);
  });

  it('contains nothing when the list is empty', () => {
    expect(cidrContains([], '10.0.0.1')).toBe(false);
  });

  it.each(['', 'not-an-ip"<script>', '010.0.0.1', '10.0.0', 'fe80::1%eth0', '10.0.0.1, 10.0.0.2', '10.0.0.1/32'])(
    'has no place for %j',
    (ip) => {
      expect(cidrContains(['0.0.0.0/0', '::/0'], ip)).toBe(false);
    },
  );

  it('lets a range that does not parse match nothing, and the others still match', () => {
    expect(cidrContains(['10.0.0.0/33', '1/8'], '10.0.0.1')).toBe(false);
    expect(cidrContains(['nonsense', '10.0.0.0/8'], '10.0.0.1')).toBe(true);
  });

  it("agrees with node's own block list", () => {
    const range = fc
      .oneof(
        fc.record({ family: fc.constant('ipv4' as const), ip: fc.ipV4(), prefix: fc.integer({ min: 0, max: 32 }) }),
        fc.record({
          family: fc.constant('ipv6' as const),
          ip: fc.ipV6().filter(isPlainV6),
          prefix: fc.integer({ min: 0, max: 128 }),
        }),
      )
      .map(({ family, ip, prefix }) => ({ family, prefix, network: networkOf(ip, prefix) }));
    // Half of the addresses differ from the network in one late bit only, or hardly any would be inside.
    fc.assert(
      fc.property(
        range,
        fc.nat({ max: 127 }),
        fc.ipV4(),
        fc.ipV6().filter(isPlainV6),
        ({ family, network, prefix }, bit, ipV4, ipV6) => {
          const blockList = new BlockList();
          blockList.addSubnet(network, prefix, family);
          const contains = compileCidrs([`${network}/${prefix}`]);
          const near = flipBit(network, bit);
          expect(parseCidr(`${network}/${prefix}`)).toBe(`${network}/${prefix}`);
          expect(contains(near)).toBe(blockList.check(near, family));
          expect(contains(ipV4)).toBe(family === 'ipv4' && blockList.check(ipV4, 'ipv4'));
          expect(contains(ipV6)).toBe(family === 'ipv6' && blockList.check(ipV6, 'ipv6'));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** Mapped addresses have rules of their own, tested above. */
function isPlainV6(ip: string): boolean {
  return !(parseCidr(ip) ?? '').includes('.');
}

/** The address with the bits after the prefix cleared, in canonical form: written with BigInt, apart from the code under test. */
function networkOf(ip: string, prefix: number): string {
  const { bits, value } = valueOf(ip);
  const hostBits = BigInt(bits - prefix);
  return textOf((value >> hostBits) << hostBits, bits);
}

function flipBit(ip: string, bit: number): string {
  const { bits, value } = valueOf(ip);
  return textOf(value ^ (1n << BigInt(bit % bits)), bits);
}

function valueOf(ip: string): { bits: number; value: bigint } {
  if (!ip.includes(':')) return { bits: 32, value: ip.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) };
  // The URL parser writes any IPv6 spelling as compressed groups without dots.
  const [head = '', tail] = new URL(`http://[${ip}]/`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail ?? '')];
  return { bits: 128, value: all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) };
}

function textOf(value: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 65_535n).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

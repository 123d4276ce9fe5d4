/** docs/security.md: what its table says is refused is refused, and nothing is that the table does not say. */
import ipaddr from 'ipaddr.js';
import { describe, expect, it, test } from 'vitest';
import { createAddressPolicy } from '../../core/delivery/address-policy.ts';
import { compileCidrs, parseCidr } from '../../core/domain/cidr.ts';
import { forbiddenAddresses } from '../delivery/ssrf-table.ts';
import { readDocument, sectionOf } from './markdown.ts';

const table = sectionOf(readDocument('docs/security.md'), 'Where deliveries may go').text;
const rows = table.split('\n').filter((line) => line.startsWith('| `'));
const ranges = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, range = '']) => range));
const policy = createAddressPolicy([]);

/** The first and the last address of a network, and the one before and behind it. */
function edgesOf(range: string): { readonly inside: readonly string[]; readonly outside: readonly string[] } {
  const [address, prefixLength] = ipaddr.parseCIDR(range);
  const bytes = address.toByteArray();
  const width = BigInt(bytes.length * 8);
  const first = bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  const last = first + (1n << (width - BigInt(prefixLength))) - 1n;
  const text = (value: bigint): string =>
    ipaddr
      .fromByteArray(bytes.map((_byte, index) => Number((value >> (8n * BigInt(bytes.length - 1 - index))) & 0xffn)))
      .toString();
  const around = [first - 1n, last + 1n].filter((value) => value >= 0n && value < 1n << width);
  return { inside: [text(first), text(last)], outside: around.map(text) };
}

it('is read: every range is one', () => {
  expect(ranges.length).toBeGreaterThan(20);
  expect(ranges.filter((range) => parseCidr(range) === undefined)).toEqual([]);
});

describe.each(ranges)('%s', (range) => {
  const { inside, outside } = edgesOf(range);
  const isListed = compileCidrs(ranges);

  test('is refused from end to end', () => {
    expect(inside.filter(policy.isReachable)).toEqual([]);
  });

  test('ends where the table says', () => {
    const unlisted = outside.filter((address) => !isListed(address));
    expect(unlisted.filter((address) => !policy.isReachable(address))).toEqual([]);
  });
});

test('every address that is known to be dangerous is in it', () => {
  const isListed = compileCidrs(ranges);
  const plain = forbiddenAddresses.filter((address) => !address.includes('%'));
  expect(plain.filter((address) => !isListed(address))).toEqual([]);
});

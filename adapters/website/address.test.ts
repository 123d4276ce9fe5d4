/** Addresses, in whatever spelling and place a website gives them. */
import { describe, expect, test } from 'vitest';
import { type AddressBody, readAddress } from './address.ts';

const leeds = { city: 'Leeds' };

describe('an address is found', () => {
  test.each<[string, AddressBody | null | undefined, unknown]>([
    ['as it stands', leeds, undefined],
    ['one level down', { address: leeds }, undefined],
    ['at the top level', undefined, { address: leeds }],
    ['at the top level, two levels down', null, { address: { address: leeds } }],
    ['where it is named first', leeds, { address: { city: 'York' } }],
  ])('%s', (_where, direct, holder) => {
    expect(readAddress(direct, holder)).toEqual({ address: leeds });
  });

  test.each([undefined, null, 4.99, 'express', [], { method: 'express' }, { address: null }])('nowhere in %j', (holder) => {
    expect(readAddress(undefined, holder)).toEqual({});
  });
});

describe('an address is read', () => {
  test.each<[string, readonly string[]]>([
    ['name', ['name', 'full_name']],
    ['company', ['company', 'company_name']],
    ['line1', ['line1', 'address1', 'address_1', 'address_line1', 'address_line_1', 'street', 'street1', 'address']],
    ['line2', ['line2', 'address2', 'address_2', 'address_line2', 'address_line_2', 'street2']],
    ['city', ['city', 'town']],
    ['region', ['region', 'state', 'county', 'province']],
    ['postalCode', ['postal_code', 'postcode', 'post_code', 'zip', 'zip_code']],
    ['phone', ['phone', 'phone_number', 'telephone']],
  ])('with its %s under any of %j', (part, spellings) => {
    for (const spelling of spellings)
      expect(readAddress({ [spelling]: 'X 1' }, undefined)).toEqual({ address: { [part]: 'X 1' } });
  });

  test('with the first of several spellings that is not blank', () => {
    expect(readAddress({ line1: ' ', address1: null, street: 'High Street' }, undefined)).toEqual({
      address: { line1: 'High Street' },
    });
  });

  test('with a name in two parts', () => {
    const named = (first_name: string | null, last_name: string | null) =>
      readAddress({ first_name, last_name }, undefined).address?.name;
    expect([named('Ann', 'Lee'), named('Ann', null), named(' ', 'Lee'), named(null, '')]).toEqual([
      'Ann Lee',
      'Ann',
      'Lee',
      undefined,
    ]);
  });

  test('with its country as two capital letters', () => {
    expect(readAddress({ country_code: 'gb', country: 'United Kingdom' }, undefined)).toEqual({ address: { country: 'GB' } });
    expect(readAddress({ country: 'fr' }, undefined)).toEqual({ address: { country: 'FR' } });
  });

  test('with the name of its country apart, which is not passed off as a code', () => {
    expect(readAddress({ ...leeds, country: 'United Kingdom' }, undefined)).toEqual({
      address: leeds,
      countryName: 'United Kingdom',
    });
    expect(readAddress({ country_code: 'GBR' }, undefined)).toEqual({ countryName: 'GBR' });
  });

  test('as nothing, when nothing is in it', () => {
    expect(readAddress({}, undefined)).toEqual({});
    expect(readAddress({ city: '', country: ' ' }, undefined)).toEqual({});
  });
});

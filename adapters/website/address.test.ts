/** Addresses, in whatever spelling and place a website gives them. */
import { describe, expect, test } from 'vitest';
import { readAddress } from './address.ts';

const leeds = { city: 'Leeds' };

describe('an address is found', () => {
  test.each<[string, unknown, unknown]>([
    ['as it stands', leeds, undefined],
    ['one level down', { address: leeds }, undefined],
    ['at the top level', undefined, { address: leeds }],
    ['at the top level, two levels down', null, { address: { address: leeds } }],
    ['where it is named first', leeds, { address: { city: 'York' } }],
    ['behind an empty one', {}, { address: leeds }],
    ['behind an empty one, one level down', { address: null }, { address: leeds }],
    ['behind an empty list', [], { address: leeds }],
    ['behind an empty list, one level down', { address: [] }, { address: leeds }],
    ['behind blanks', { city: ' ', address: '' }, { address: leeds }],
    ['behind something that is none', false, { address: leeds }],
    ['alone in a list', [leeds], undefined],
    ['alone in a list, one level down', { address: [leeds] }, undefined],
    ['alone in a list, at the top level', undefined, { address: [leeds] }],
    ['at the top level, without a level of its own', undefined, { method: 'express', ...leeds }],
  ])('%s', (_where, direct, holder) => {
    expect(readAddress(direct, holder)).toEqual({ address: leeds });
  });

  test.each([
    undefined,
    null,
    4.99,
    'express',
    [],
    { method: 'express' },
    { address: null },
    { company: 'Parcels', address: [] },
    { company: 'Parcels', name: 'Overnight', phone: '1', country: 'GB' },
  ])('nowhere in %j', (holder) => {
    expect(readAddress(undefined, holder)).toEqual({});
  });
});

describe('an address is read', () => {
  test.each<[string, readonly string[]]>([
    ['name', ['name', 'full_name', 'fullName', 'recipient', 'contact', 'attention', 'firstName', 'lastName']],
    ['company', ['company', 'company_name', 'companyName', 'organisation', 'organization']],
    ['line1', ['line1', 'address1', 'address_1', 'address_line1', 'address_line_1', 'street', 'street1', 'address']],
    ['line1', ['addressLine1', 'street_address', 'streetAddress']],
    ['line2', ['line2', 'address2', 'address_2', 'address_line2', 'address_line_2', 'addressLine2', 'street2']],
    ['city', ['city', 'town', 'locality']],
    ['region', ['region', 'state', 'county', 'province']],
    ['postalCode', ['postal_code', 'postalCode', 'postcode', 'post_code', 'postCode', 'zip', 'zip_code', 'zipCode']],
    ['phone', ['phone', 'phone_number', 'phoneNumber', 'telephone']],
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
    expect(readAddress({ countryCode: 'fr' }, undefined)).toEqual({ address: { country: 'FR' } });
  });

  test('with the name of its country apart, which is not passed off as a code', () => {
    expect(readAddress({ ...leeds, country: 'United Kingdom' }, undefined)).toEqual({
      address: leeds,
      countryName: 'United Kingdom',
    });
    expect(readAddress({ country_code: 'GBR' }, undefined)).toEqual({ countryName: 'GBR' });
  });

  test('with what stands around it, where it does not say so itself', () => {
    const around = { name: 'Ann Lee', phone: '1', company: 'Around Ltd', city: 'York' };
    const whole = { address: { name: 'Ann Lee', phone: '1', company: 'Inner Ltd', city: 'Leeds' } };
    expect(readAddress({ ...around, address: { ...leeds, company: 'Inner Ltd' } }, undefined)).toEqual(whole);
    expect(readAddress(undefined, { ...around, address: { ...leeds, company: 'Inner Ltd' } })).toEqual(whole);
    expect(readAddress({ name: 'Ann Lee', address: { ...leeds, first_name: 'Bob' } }, undefined).address?.name).toBe('Bob');
  });

  test('with its street as mere text, or as a list of lines', () => {
    const street = (direct: unknown, holder?: unknown) => readAddress(direct, holder).address;
    expect(street('1 High Street, Leeds')).toEqual({ line1: '1 High Street, Leeds' });
    expect(street(undefined, { address: '1 High Street' })).toEqual({ line1: '1 High Street' });
    expect(street({ ...leeds, address: '1 High Street' })).toEqual({ ...leeds, line1: '1 High Street' });
    expect(street({ street: ['1 High Street', 'Flat 2', '', 'Left bell'] })).toEqual({
      line1: '1 High Street',
      line2: 'Flat 2, Left bell',
    });
    expect(street({ street: ['1 High Street', null], line2: 'Flat 2' })).toEqual({ line1: '1 High Street', line2: 'Flat 2' });
  });

  test('past what is of no use in it', () => {
    const address = { ...leeds, country: { code: 'GB' }, company: false, phone: [[]], street: { number: '1' }, zip: null };
    expect(readAddress(address, undefined)).toEqual({ address: leeds });
  });

  test('as nothing, when nothing is in it', () => {
    expect(readAddress({}, undefined)).toEqual({});
    expect(readAddress({ city: '', country: ' ' }, undefined)).toEqual({});
    expect(readAddress({ Ort: ' ', Land: null, Haus: [] }, { address: [{}, ''] })).toEqual({});
  });

  test('not at all, but kept, when nobody knows its words', () => {
    const unread = { Strasse: 'Lange Gasse 3', Ort: 'Wien' };
    expect(readAddress(unread, undefined)).toEqual({ unread: '{"Strasse":"Lange Gasse 3","Ort":"Wien"}' });
    expect(readAddress([leeds, leeds], undefined)).toEqual({ unread: '[{"city":"Leeds"},{"city":"Leeds"}]' });
    expect(readAddress(null, { address: unread, method: 'express' })).toEqual({ unread: JSON.stringify(unread) });
    expect(readAddress(unread, { address: leeds })).toEqual({ address: leeds });
    expect(readAddress({ Strasse: 'x'.repeat(5_000) }, undefined).unread).toHaveLength(2_000);
  });
});

/**
 * Postal addresses in the spellings that websites use, given directly or one level down under `address`.
 */
import type { AddressRecord, JsonSchema } from '../../core/sdk/index.ts';
import { firstText, given } from './given.ts';
import { limits, text } from './schema.ts';

/** The spellings of each part; the first that holds text counts. */
const spellings = {
  name: ['name', 'full_name'],
  firstName: ['first_name'],
  lastName: ['last_name'],
  company: ['company', 'company_name'],
  line1: ['line1', 'address1', 'address_1', 'address_line1', 'address_line_1', 'street', 'street1'],
  line2: ['line2', 'address2', 'address_2', 'address_line2', 'address_line_2', 'street2'],
  city: ['city', 'town'],
  region: ['region', 'state', 'county', 'province'],
  postalCode: ['postal_code', 'postcode', 'post_code', 'zip', 'zip_code'],
  country: ['country_code', 'country'],
  phone: ['phone', 'phone_number', 'telephone'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Part = keyof typeof spellings;
type Spelling = (typeof spellings)[Part][number];

type AddressParts = { readonly [Name in Spelling]?: string | null };

/** An address, or an object that holds one; `address` may also be the street. */
export interface AddressBody extends AddressParts {
  readonly address?: AddressParts | string | null;
}

/** What was read. */
export interface AddressReading {
  /** Absent when nothing of it was given. */
  readonly address?: AddressRecord;
  /** The country, where the sender wrote something other than two letters. */
  readonly countryName?: string;
}

const properties = Object.fromEntries(
  Object.values(spellings).flatMap((names) => names.map((name) => [name, text(limits.word)])),
);

/** JSON Schema of an optional address. */
export const addressSchema: JsonSchema = {
  type: ['object', 'null'],
  properties: { ...properties, address: { type: ['object', 'string', 'null'], maxLength: limits.word, properties } },
};

/** JSON Schema of something that may be an object with an address in it, and may be anything else. */
export const nestedAddressSchema: JsonSchema = {
  if: { type: 'object' },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { type: 'object', properties: { address: addressSchema } },
};

/** Reads the first address that was given: directly, or as `address` of an object at the top level. */
export function readAddress(direct: AddressBody | null | undefined, holder: unknown): AddressReading {
  return readParts(direct ?? addressIn(holder) ?? {});
}

function addressIn(holder: unknown): AddressBody | null | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return (holder as { readonly address?: AddressBody | null }).address; // the schema has held
}

function readParts(body: AddressBody): AddressReading {
  const nested = typeof body.address === 'object' && body.address !== null ? body.address : undefined;
  const street = typeof body.address === 'string' ? body.address : undefined;
  const source: AddressParts = nested ?? body;
  const part = (name: Part): string | undefined => firstText(...spellings[name].map((spelling) => source[spelling]));
  const names = [part('firstName'), part('lastName')].filter((name) => name !== undefined);
  const { country, countryName } = readCountry(spellings.country.map((spelling) => source[spelling]));
  const address = given({
    name: part('name') ?? firstText(names.join(' ')),
    company: part('company'),
    line1: part('line1') ?? firstText(street),
    line2: part('line2'),
    city: part('city'),
    region: part('region'),
    postalCode: part('postalCode'),
    country,
    phone: part('phone'),
  });
  return given({ address: Object.keys(address).length === 0 ? undefined : address, countryName });
}

/** A name such as "United Kingdom" is kept apart rather than passed off as a code. */
function readCountry(texts: readonly (string | null | undefined)[]): { country?: string; countryName?: string } {
  const code = texts.find((country) => country != null && /^[A-Za-z]{2}$/.test(country));
  return code == null ? given({ countryName: firstText(...texts) }) : { country: code.toUpperCase() };
}

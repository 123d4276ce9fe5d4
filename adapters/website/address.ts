/**
 * Postal addresses in the spellings that websites use, given directly or one level down under `address`.
 */
import type { AddressRecord, JsonSchema } from '../../core/sdk/index.ts';
import { firstText, given } from './given.ts';
import { anything, limits } from './schema.ts';

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
type Fields = Readonly<Record<string, unknown>>;

/** What was read. */
export interface AddressReading {
  /** Absent when nothing of it was given. */
  readonly address?: AddressRecord;
  /** The country, where the sender wrote something other than two letters. */
  readonly countryName?: string;
}

const part = anything(limits.word);
const properties = Object.fromEntries(Object.values(spellings).flatMap((names) => names.map((name) => [name, part])));

/** JSON Schema of what may be an address: only the length of its texts is judged. */
export const addressSchema: JsonSchema = { ...part, properties: { ...properties, address: { ...part, properties } } };

/** JSON Schema of something that may be an object with an address in it, and may be anything else. */
export const nestedAddressSchema: JsonSchema = {
  if: { type: 'object' },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { type: 'object', properties: { ...properties, address: addressSchema } },
};

/**
 * Reads the first address that says something: `direct`, or else `address` of `holder`, an object at the top level. What an
 * address leaves out, such as the name, may stand in the object around it. Parts that are of no use are passed over.
 */
export function readAddress(direct: unknown, holder: unknown): AddressReading {
  const reading = readLayers(layersOf(direct));
  if (Object.keys(reading).length > 0 || !isObject(holder)) return reading;
  const nested = layersOf(holder['address']);
  return Object.keys(readLayers(nested)).length > 0 ? readLayers([...nested, holder]) : {};
}

/** The objects of which an address is made, the innermost first. Mere text is its street. */
function layersOf(value: unknown): readonly Fields[] {
  if (!isObject(value)) return [{ line1: value }];
  const { address } = value;
  return isObject(address) ? [address, value] : [value, { line1: address }];
}

function readLayers(layers: readonly Fields[]): AddressReading {
  const firstIn = (name: Part): string | undefined => firstText(...layers.map((layer) => textsIn(layer, name)[0]));
  const [line1, ...more] = layers.map((layer) => textsIn(layer, 'line1')).find((lines) => lines.length > 0) ?? [];
  const { country, countryName } = readCountry(layers.flatMap((layer) => textsIn(layer, 'country')));
  const address = given({
    name: firstText(...layers.map(nameIn)),
    company: firstIn('company'),
    line1,
    line2: firstText([...more, firstIn('line2') ?? []].flat().join(', ')),
    city: firstIn('city'),
    region: firstIn('region'),
    postalCode: firstIn('postalCode'),
    country,
    phone: firstIn('phone'),
  });
  return given({ address: Object.keys(address).length === 0 ? undefined : address, countryName });
}

/** The texts of a part that are not blank: of the first spelling that has any, or of a country of every spelling. */
function textsIn(layer: Fields, name: Part): readonly string[] {
  const found = spellings[name].map((spelling) => linesOf(layer[spelling]));
  return name === 'country' ? found.flat() : (found.find((lines) => lines.length > 0) ?? []);
}

/** Some shops write a street as a list of lines. */
function linesOf(value: unknown): readonly string[] {
  const lines: readonly unknown[] = Array.isArray(value) ? value : [value];
  return lines.filter((line) => typeof line === 'string' && line.trim() !== '') as readonly string[]; // see the filter
}

function nameIn(layer: Fields): string | undefined {
  const named = (name: Part): string | undefined => textsIn(layer, name)[0];
  return named('name') ?? firstText([named('firstName') ?? [], named('lastName') ?? []].flat().join(' '));
}

/** A name such as "United Kingdom" is kept apart rather than passed off as a code. */
function readCountry(texts: readonly string[]): { country?: string; countryName?: string } {
  const code = texts.find((country) => /^[A-Za-z]{2}$/.test(country));
  return code === undefined ? given({ countryName: texts[0] }) : { country: code.toUpperCase() };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

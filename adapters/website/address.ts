/**
 * Postal addresses in the spellings that websites use, given directly, one level down under `address`, or alone in a list.
 */
import type { AddressRecord, JsonSchema } from '../../core/sdk/index.ts';
import { firstText, given } from './given.ts';
import { anything, limits } from './schema.ts';

/** The spellings of each part, in snake_case; the first that holds text counts. */
const words = {
  name: ['name', 'full_name', 'recipient', 'contact', 'attention'],
  firstName: ['first_name', 'given_name'],
  lastName: ['last_name', 'surname', 'family_name'],
  company: ['company', 'company_name', 'organisation', 'organization'],
  line1: ['line1', 'address1', 'address_1', 'address_line1', 'address_line_1', 'street', 'street1', 'street_address'],
  line2: ['line2', 'address2', 'address_2', 'address_line2', 'address_line_2', 'street2'],
  city: ['city', 'town', 'locality'],
  region: ['region', 'state', 'county', 'province'],
  postalCode: ['postal_code', 'postcode', 'post_code', 'zip', 'zip_code'],
  country: ['country_code', 'country'],
  phone: ['phone', 'phone_number', 'telephone'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Part = keyof typeof words;
type Fields = Readonly<Record<string, unknown>>;

/** The same in camelCase too. */
function spellingsOf(name: Part): readonly string[] {
  return words[name].flatMap((word) => [word, word.replaceAll(/_(.)/g, (_blank, letter: string) => letter.toUpperCase())]);
}

/** What was read. */
export interface AddressReading {
  /** Absent when nothing of it was given. */
  readonly address?: AddressRecord;
  /** The country, where the sender wrote something other than two letters. */
  readonly countryName?: string;
  /** What was given for an address where nothing of it could be read, as JSON of at most 2,000 characters. */
  readonly unread?: string;
}

const part = anything(limits.word);
const parts = Object.keys(words) as readonly Part[]; // the keys of an object literal are its type's keys
const properties = Object.fromEntries(parts.flatMap(spellingsOf).map((spelling) => [spelling, part]));

/** The same thing, or a list of such things. */
const listable = (schema: JsonSchema): JsonSchema => ({ ...schema, items: schema });

/** JSON Schema of what may be an address: only the length of its texts is judged. */
export const addressSchema: JsonSchema = listable({
  ...part,
  properties: { ...properties, address: listable({ ...part, properties }) },
});

/** JSON Schema of something that may be an object with an address in it, and may be anything else. */
export const nestedAddressSchema: JsonSchema = {
  if: { type: 'object' },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { type: 'object', properties: { ...properties, address: addressSchema } },
};

/**
 * Reads the first address that says something: `direct`, or else `address` of `holder`, an object at the top level, or else
 * `holder` itself. What an address leaves out, such as the name, may stand in the object around it. Parts that are of no use
 * are passed over.
 */
export function readAddress(direct: unknown, holder: unknown): AddressReading {
  const around = isObject(holder) ? holder : {};
  const reading = [readLayers(layersOf(direct)), readHolder(around)].find(saysSomething);
  return reading ?? given({ unread: unreadOf([direct, around['address']]) });
}

function readHolder(holder: Fields): AddressReading {
  const nested = layersOf(holder['address']);
  if (saysSomething(readLayers(nested))) return readLayers([...nested, holder]);
  const own = readLayers([holder]);
  // The name, the phone and the country of a carrier or a tariff may stand here too.
  const { line1, city, postalCode } = own.address ?? {};
  return firstText(line1, city, postalCode) === undefined ? {} : own;
}

function saysSomething(reading: AddressReading): boolean {
  return Object.keys(reading).length > 0;
}

function unreadOf(values: readonly unknown[]): string | undefined {
  const unread = values.find(holdsText);
  return unread === undefined ? undefined : JSON.stringify(unread).slice(0, limits.description).toWellFormed();
}

function holdsText(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsText);
}

/** The objects of which an address is made, the innermost first. Mere text is its street. */
function layersOf(value: unknown): readonly Fields[] {
  const whole = unlisted(value);
  if (!isObject(whole)) return [{ line1: whole }];
  const address = unlisted(whole['address']);
  return isObject(address) ? [address, whole] : [whole, { line1: address }];
}

/** What stands alone in a list, without the list. */
function unlisted(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
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
  const found = spellingsOf(name).map((spelling) => linesOf(layer[spelling]));
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

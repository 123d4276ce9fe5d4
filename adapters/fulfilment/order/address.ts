/**
 * Postal addresses of a mapped order, in the canonical names and in those that partners use for the same things.
 */
import type { AddressRecord } from '../../../core/sdk/index.ts';
import type { OrderReader } from './order-reader.ts';
import { isFields } from '../mapping/plain-value.ts';
import { given, scalarText } from './scalar.ts';

/** The spellings of each part; the first that says something counts. Case, dashes and underscores do not matter. */
const spellings = {
  name: ['name', 'fullname', 'recipient', 'contact', 'attention'],
  firstName: ['firstname', 'givenname'],
  lastName: ['lastname', 'surname', 'familyname'],
  company: ['company', 'companyname', 'organisation', 'organization'],
  line1: ['line1', 'address1', 'addressline1', 'street', 'street1', 'streetaddress', 'address'],
  line2: ['line2', 'address2', 'addressline2', 'street2'],
  city: ['city', 'town', 'locality'],
  region: ['region', 'state', 'county', 'province'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode'],
  country: ['country', 'countrycode'],
  phone: ['phone', 'phonenumber', 'telephone'],
} as const;

/** What was read. */
export interface AddressReading {
  /** Absent when nothing of it was given. */
  readonly address?: AddressRecord;
  /** The country, where the partner wrote something other than two letters. */
  readonly countryName?: string;
}

/** Reads the address at `place`. A text alone is its first line. */
export function readAddress(value: unknown, place: string, reader: OrderReader): AddressReading {
  const fields = fieldsOf(value);
  const part = (name: keyof typeof spellings): string | undefined => {
    const found = spellings[name].find((spelling) => scalarText(fields.get(spelling)) !== undefined);
    return found === undefined ? undefined : reader.word(fields.get(found), `${place}.${found}`);
  };
  const bothNames = [part('firstName'), part('lastName')].filter((name) => name !== undefined).join(' ');
  const country = part('country');
  const isCode = country !== undefined && /^[A-Za-z]{2}$/.test(country);
  const address = given({
    name: part('name') ?? (bothNames === '' ? undefined : bothNames),
    company: part('company'),
    line1: part('line1'),
    line2: part('line2'),
    city: part('city'),
    region: part('region'),
    postalCode: part('postalCode'),
    country: isCode ? country.toUpperCase() : undefined,
    phone: part('phone'),
  });
  return given({
    address: Object.keys(address).length === 0 ? undefined : address,
    countryName: isCode ? undefined : country,
  });
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value === 'string') return new Map([['line1', value]]);
  if (Array.isArray(value) && value.length === 1) return fieldsOf(value[0]);
  if (!isFields(value)) return new Map();
  return new Map(Object.entries(value).map(([name, part]) => [name.toLowerCase().replaceAll(/[_\s-]/g, ''), part]));
}

/**
 * Optional fields on their way from the wire to canonical records, where null and absent are one.
 */
import { type AddressRecord, readMoment } from '../../core/sdk/index.ts';
import type { AddressBody } from './order-body.ts';

/** A property that is there only when it has a value. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { readonly [Key in Name]?: NonNullable<Value> } {
  // The computed key is the one that the type names.
  return (value == null ? {} : { [name]: value }) as { readonly [Key in Name]?: NonNullable<Value> };
}

/** A time as RFC 3339 UTC; undefined when there is none. */
export function utc(time: string | null | undefined): string | undefined {
  return time == null ? undefined : readMoment(time);
}

/** False for times that RFC 3339 allows and no calendar has, such as a leap second. An absent time is usable. */
export function isUsableTime(time: string | null | undefined): boolean {
  return time == null || readMoment(time) !== undefined;
}

/** A postal address. */
export function readAddress({ postal_code, country, ...rest }: AddressBody): AddressRecord {
  const { name, company, line1, line2, city, region, phone } = rest;
  return {
    ...present('name', name),
    ...present('company', company),
    ...present('line1', line1),
    ...present('line2', line2),
    ...present('city', city),
    ...present('region', region),
    ...present('postalCode', postal_code),
    ...present('country', country?.toUpperCase()),
    ...present('phone', phone),
  };
}

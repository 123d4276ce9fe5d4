/**
 * People and places: WooCommerce's billing and shipping blocks and its customer resource as clients and addresses.
 * It never decides whether two people are the same; e-mail addresses are kept as they were typed.
 */
import type { AddressRecord, ClientRecord, ClientUpsert } from '../../core/sdk/index.ts';
import { readTime } from './shop-time.ts';
import { limits, present, type SourceRecord } from './source-record.ts';

/** A billing or shipping block; undefined when all of it is empty, as in a shop that ships nothing. */
export function readAddress(source: SourceRecord): AddressRecord | undefined {
  const address = present({
    name: personName(source),
    company: source.text('company', limits.addressPart),
    line1: source.text('address_1', limits.addressPart),
    line2: source.text('address_2', limits.addressPart),
    city: source.text('city', limits.addressPart),
    region: source.text('state', limits.addressPart),
    postalCode: source.text('postcode', limits.identifier),
    country: countryCode(source),
    phone: source.text('phone', limits.identifier),
  });
  return Object.keys(address).length === 0 ? undefined : address;
}

/**
 * Who placed an order: the shop's account, or a guest known by e-mail. Undefined for a guest without one, since two such
 * guests are two people and nothing could tell them apart.
 */
export function readOrderClient(order: SourceRecord): ClientRecord | undefined {
  const billing = order.record('billing');
  const externalId = accountId(order);
  const email = emailAddress(billing);
  if (externalId === undefined && email === undefined) return undefined;
  return present({ externalId, email, name: displayName(billing), phone: billing.text('phone', limits.identifier) });
}

/**
 * A customer resource. Its own name and e-mail count before those of its billing address, which is often empty. An update that
 * is older than what is known changes nothing. `timezone` is the shop's, as an IANA name.
 */
export function readCustomer(customer: SourceRecord, timezone: string): ClientUpsert {
  const billing = customer.record('billing');
  const id = customer.required('id', customer.id('id'), '0');
  const client = present({
    externalId: clientId(id),
    email: emailAddress(customer) ?? emailAddress(billing),
    name: personName(customer) ?? displayName(billing),
    phone: billing.text('phone', limits.identifier),
    address: readAddress(billing),
  });
  const modifiedAt = readTime(customer, 'date_modified', timezone);
  return { name: 'client.upsert', client, onEmailConflict: 'keep', ...present({ modifiedAt }) };
}

/** The external id of a customer account. */
function clientId(accountNumber: string): string {
  return `woo-customer-${accountNumber}`;
}

/** Guests have the account number 0, or none in older payloads. */
function accountId(order: SourceRecord): string | undefined {
  if (order.textIfAny('customer_id') === '0') return undefined;
  const id = order.id('customer_id');
  return id === undefined ? undefined : clientId(id);
}

function emailAddress(source: SourceRecord): string | undefined {
  const email = source.text('email', limits.identifier);
  return email === undefined || email.trim() === '' ? undefined : email;
}

function displayName(source: SourceRecord): string | undefined {
  return personName(source) ?? source.text('company', limits.addressPart);
}

function personName(source: SourceRecord): string | undefined {
  const names = [source.text('first_name', limits.addressPart), source.text('last_name', limits.addressPart)];
  return (
    names
      .filter((name) => name !== undefined)
      .join(' ')
      .trim() || undefined
  );
}

/** The shop's country list is ISO 3166-1; a plugin's free text is left out rather than passed off as a code. */
function countryCode(source: SourceRecord): string | undefined {
  const country = source.text('country', limits.addressPart);
  return country !== undefined && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined;
}

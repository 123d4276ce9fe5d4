/**
 * People and places: Shopify's customers and addresses as clients and addresses.
 * It never decides whether two people are the same; e-mail addresses are kept as they were typed.
 */
import { type AddressRecord, type ClientRecord, type ClientUpsert, isEmailAddress, readMoment } from '../../core/sdk/index.ts';
import { present } from './present.ts';
import { limits, type SourceRecord } from './source-record.ts';

/** An address block; undefined when all of it is empty, as in a shop that ships nothing. */
export function readAddress(source: SourceRecord): AddressRecord | undefined {
  const address = present({
    name: source.name('name', limits.addressPart) ?? personName(source),
    company: source.name('company', limits.addressPart),
    line1: source.text('address1', limits.addressPart),
    line2: source.text('address2', limits.addressPart),
    city: source.text('city', limits.addressPart),
    region: source.text('province', limits.addressPart) ?? source.text('province_code', limits.addressPart),
    postalCode: source.text('zip', limits.identifier),
    country: countryCode(source),
    phone: source.text('phone', limits.identifier),
  });
  return Object.keys(address).length === 0 ? undefined : address;
}

/**
 * Who placed an order: the customer, or a buyer known by e-mail. Undefined for one who is neither, since two such buyers are
 * two people and nothing could tell them apart.
 */
export function readOrderClient(order: SourceRecord): ClientRecord | undefined {
  const customer = order.record('customer');
  const id = customer.id('id');
  const email = emailAddress(order, 'email') ?? emailAddress(order, 'contact_email') ?? emailAddress(customer, 'email');
  if (id === undefined && email === undefined) return undefined;
  const billing = order.record('billing_address');
  return present({
    externalId: id === undefined ? undefined : clientId(id),
    email,
    name: personName(customer) ?? billing.name('name', limits.addressPart) ?? personName(billing),
    phone: order.text('phone', limits.identifier) ?? customer.text('phone', limits.identifier),
  });
}

/** A customer. An update that is older than what is known changes nothing. */
export function readCustomer(customer: SourceRecord): ClientUpsert {
  const id = customer.required('id', customer.id('id'), '0');
  const home = customer.record('default_address');
  const modifiedAt = readMoment(customer.textIfAny('updated_at') ?? '');
  const client = present({
    externalId: clientId(id),
    email: emailAddress(customer, 'email'),
    name: personName(customer) ?? home.name('name', limits.addressPart),
    phone: customer.text('phone', limits.identifier) ?? home.text('phone', limits.identifier),
    address: readAddress(home),
  });
  return { name: 'client.upsert', client, onEmailConflict: 'keep', ...present({ modifiedAt }) };
}

/** The external id of a customer. */
function clientId(id: string): string {
  return `shopify-customer-${id}`;
}

/** What shops keep in the field and is no address says nothing, and must not make two people one. */
function emailAddress(source: SourceRecord, field: string): string | undefined {
  const email = source.text(field, limits.identifier)?.trim();
  return email !== undefined && isEmailAddress(email) ? email : undefined;
}

function personName(source: SourceRecord): string | undefined {
  const names = [source.name('first_name', limits.addressPart), source.name('last_name', limits.addressPart)];
  return (
    names
      .filter((name) => name !== undefined)
      .join(' ')
      .trim() || undefined
  );
}

/** Shopify's codes are ISO 3166-1; anything else is left out rather than passed off as one. */
function countryCode(source: SourceRecord): string | undefined {
  const country = source.textIfAny('country_code');
  return country !== undefined && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined;
}

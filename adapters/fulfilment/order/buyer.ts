/**
 * The buyer of a mapped order. Somebody without an address and without an id is nobody who could be known again: what is said of them is
 * kept with the order.
 */
import { type ClientRecord, isEmailAddress, isExternalId } from '../../../core/sdk/index.ts';
import type { OrderReader } from './order-reader.ts';
import { isFields } from '../mapping/plain-value.ts';
import { given } from './scalar.ts';

/** What was read. */
export interface BuyerReading {
  readonly client?: ClientRecord;
  /** What is said of a buyer who is no client, for the order's metadata. */
  readonly remarks: Readonly<Record<string, string>>;
}

/** Reads the buyer; a text alone is their name. */
export function readBuyer(value: unknown, reader: OrderReader): BuyerReading {
  const fields = isFields(value) ? value : { name: value };
  const text = (name: string): string | undefined => reader.word(fields[name], `buyer.${name}`);
  const [id, email, name, phone] = [text('external_id'), text('email'), text('name'), text('phone')];
  const usableEmail = email !== undefined && isEmailAddress(email) ? email : undefined;
  const externalId = id !== undefined && isExternalId(id) ? id : undefined;
  if (usableEmail === undefined && externalId === undefined) {
    return { remarks: given({ buyer_name: name, buyer_phone: phone, buyer_email: email }) };
  }
  const client: ClientRecord = given({ externalId, email: usableEmail, name, phone });
  return { client, remarks: given({ buyer_email: usableEmail === undefined ? email : undefined }) };
}

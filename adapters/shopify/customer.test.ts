/** Who a customer and a buyer is, as far as an e-mail address says so. */
import { describe, expect, test } from 'vitest';
import { readCustomer, readOrderClient } from './customer.ts';
import { SourceRecord } from './source-record.ts';

const customerEmail = (email: unknown) => readCustomer(new SourceRecord({ id: '1', email })).client.email;
const buyer = (order: object) => readOrderClient(new SourceRecord({ ...order }));

describe('an e-mail address', () => {
  test('is kept as it was typed, without the blanks around it', () => {
    expect(customerEmail('Zo.Ray+tea@Example.com')).toBe('Zo.Ray+tea@Example.com');
    expect(customerEmail(' zo@example.com ')).toBe('zo@example.com');
  });

  test.each(['nonsense', 'zo@', 'zo@example', '@example.com', 'a@example.com, b@example.com', '-'])(
    'is left out when it is none, like "%s"',
    (email) => {
      expect(customerEmail(email)).toBeUndefined();
      expect(buyer({ email, customer: { id: '1' } })).toEqual({ externalId: 'shopify-customer-1' });
    },
  );

  test('that is none makes no guest, and gives way to one that is', () => {
    expect(buyer({ email: 'nonsense' })).toBeUndefined();
    expect(buyer({ email: 'nonsense', contact_email: 'zo@example.com' })).toEqual({ email: 'zo@example.com' });
  });
});

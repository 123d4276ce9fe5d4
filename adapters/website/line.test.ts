/** What a line costs, from whichever amounts a website sends. */
import { describe, expect, test } from 'vitest';
import type { OrderLineRecord } from '../../core/sdk/index.ts';
import { AmountReader } from './amounts.ts';
import { readLine } from './line.ts';

type Fields = Readonly<Record<string, string | null>>;

function read(fields: Fields, currency = 'GBP') {
  const amounts = new AmountReader(currency);
  return { record: readLine({ sku: 'A', quantity: '1', ...fields }, '/line_items/0', amounts), amounts };
}

function line(fields: Fields, currency?: string): OrderLineRecord {
  const { record, amounts } = read(fields, currency);
  expect(amounts.fault).toBeUndefined();
  return record;
}

/** Unit price, discount, tax and total, all in minor units. */
function cents(fields: Fields, currency?: string): readonly number[] {
  const { unitPriceCents, discountCents, taxCents, totalCents } = line(fields, currency);
  return [unitPriceCents, discountCents, taxCents, totalCents];
}

describe('a line costs', () => {
  test.each<[string, Fields, readonly number[]]>([
    ['nothing, when nothing is said', {}, [0, 0, 0, 0]],
    ['quantity times price', { quantity: '100', unit_price: '19.99' }, [1999, 0, 0, 199_900]],
    ['quantity times price under its other name', { quantity: '2', price: '10' }, [1000, 0, 0, 2000]],
    ['the unit price, where both names are used', { unit_price: '1.00', price: '9.00' }, [100, 0, 0, 100]],
    ['less its discount', { quantity: '3', price: '1.00', discount_amount: '0.50' }, [100, 50, 0, 250]],
    ['the net amount that is stated', { quantity: '2', price: '9.99', net_amount: '18.00' }, [999, 0, 0, 1800]],
    ['plus the tax that is stated', { price: '10', tax_amount: '1.99', tax_rate: '20' }, [1000, 0, 199, 1199]],
    ['plus its tax in percent', { price: '10', tax_rate: '17.5' }, [1000, 0, 175, 1175]],
    ['the gross amount, the rest being tax', { price: '10', gross_amount: '12' }, [1000, 0, 200, 1200]],
    ['the gross amount, whatever else is said', { price: '10', tax_amount: '1', gross_amount: '12' }, [1000, 0, 100, 1200]],
    ['a gross amount below the net one, without a negative tax', { price: '10', gross_amount: '9' }, [1000, 0, 0, 900]],
    ['a net amount alone, by which the price is known', { quantity: '4', net_amount: '10' }, [250, 0, 0, 1000]],
    ['a net amount after a discount', { quantity: '4', net_amount: '9', discount_amount: '1' }, [250, 100, 0, 900]],
    ['a gross amount alone, by which the price is known', { quantity: '2', gross_amount: '24' }, [1200, 0, 0, 2400]],
    ['a gross amount with its tax', { quantity: '2', gross_amount: '24', tax_amount: '4' }, [1000, 0, 400, 2400]],
    ['a gross amount with its rate', { quantity: '2', gross_amount: '24', tax_rate: '20' }, [1000, 0, 400, 2400]],
    ['a fraction of a piece', { quantity: '0.375', price: '8' }, [800, 0, 0, 300]],
    ['numbers with an exponent', { quantity: '1e2', price: '1999e-2' }, [1999, 0, 0, 199_900]],
  ])('%s', (_what, fields, expected) => {
    expect(cents(fields)).toEqual(expected);
  });

  test('exact products of exact decimals, rounded once and half-even at the end', () => {
    expect(cents({ quantity: '3', price: '0.335' })).toEqual([34, 0, 0, 100]);
    expect(cents({ quantity: '1', price: '0.125' })[3]).toBe(12);
    expect(cents({ quantity: '1', price: '0.135' })[3]).toBe(14);
    expect(cents({ quantity: '1000', price: '0.0199' })[3]).toBe(1990);
    expect(cents({ quantity: '1', price: '9.99', tax_rate: '20' })).toEqual([999, 0, 200, 1199]);
  });

  test('as many minor units as its currency has', () => {
    expect(cents({ quantity: '2', price: '1500' }, 'JPY')).toEqual([1500, 0, 0, 3000]);
    expect(cents({ quantity: '2', price: '1.234' }, 'KWD')).toEqual([1234, 0, 0, 2468]);
  });

  test('something rounded only when an amount does not fit the currency', () => {
    const rounded = (fields: Fields, currency?: string) => read(fields, currency).amounts.rounded;
    expect(rounded({ price: '19.99', quantity: '100' })).toBe(false);
    expect(rounded({ price: '19.990' })).toBe(false);
    expect(rounded({ price: '0.335', quantity: '200' })).toBe(true);
    expect(rounded({ price: '9.99', tax_rate: '20' })).toBe(true);
    expect(rounded({ price: '0.5' }, 'JPY')).toBe(true);
    // Worked out for information: nothing that was sent did not fit.
    expect(rounded({ net_amount: '10.00', quantity: '3' })).toBe(false);
  });
});

describe('a line is refused for', () => {
  test.each<[string, Fields, string]>([
    ['a quantity of 0', { quantity: '0' }, '/line_items/0/quantity'],
    ['a quantity below 0', { quantity: '-1' }, '/line_items/0/quantity'],
    ['a quantity in words', { quantity: 'two' }, '/line_items/0/quantity'],
    ['an endless quantity', { quantity: '1e999' }, '/line_items/0/quantity'],
    ['a vanishing quantity', { quantity: '1e-999' }, '/line_items/0/quantity'],
    ['a price with a comma', { price: '19,99' }, '/line_items/0/price'],
    ['a price that is blank', { unit_price: '' }, '/line_items/0/unit_price'],
    ['an amount with its currency', { net_amount: '£5' }, '/line_items/0/net_amount'],
  ])('%s', (_what, fields, place) => {
    expect(read(fields).amounts.fault).toMatchObject({ code: 'validation_failed', detail: expect.stringContaining(place) });
  });

  test.each<[string, Fields]>([
    ['a negative price', { price: '-0.01' }],
    ['a negative price that the other one hides', { unit_price: '1', price: '-1' }],
    ['a negative discount', { discount_amount: '-1' }],
    ['a negative tax', { tax_amount: '-1' }],
    ['a negative rate', { tax_rate: '-1' }],
    ['a negative net amount', { net_amount: '-1' }],
    ['a negative gross amount', { gross_amount: '-1' }],
    ['a discount above the price', { price: '1', discount_amount: '1.01' }],
    ['a tax above the gross amount', { gross_amount: '1', tax_amount: '2' }],
    ['an amount above 9,999,999,999 minor units', { price: '100000000.00' }],
    ['a product beyond 2^53', { price: '99999999.99', quantity: '1000000' }],
  ])('%s, as out of range', (_what, fields) => {
    expect(read(fields).amounts.fault).toMatchObject({ code: 'amount_out_of_range' });
  });

  test('nothing at the very edges', () => {
    expect(cents({ price: '99999999.99' })[3]).toBe(9_999_999_999);
    expect(cents({ price: '-0' })[3]).toBe(0);
    expect(line({ quantity: '999999999999' }).quantity).toBe('999999999999');
  });
});

describe('a line is called', () => {
  test('by its description, title or name, and else by its SKU', () => {
    const described = (fields: Fields) => line(fields).description;
    expect(described({ description: 'D', title: 'T', name: 'N' })).toBe('D');
    expect(described({ description: ' ', title: 'T', name: 'N' })).toBe('T');
    expect(described({ description: null, name: 'N' })).toBe('N');
    expect(described({})).toBe('A');
  });

  test('by the first reference that is given', () => {
    const reference = (fields: Fields) => line(fields).externalRef;
    expect(reference({ external_line_ref: 'L', line_ref: 'M', id: '7' })).toBe('L');
    expect(reference({ external_line_ref: null, line_ref: 'M', id: '7' })).toBe('M');
    expect(reference({ id: '7' })).toBe('7');
    expect(line({})).not.toHaveProperty('externalRef');
  });

  test('with its quantity in plain digits', () => {
    const quantities = ['2', '2.0', '2e0', '20e-1', '0.375', '007', '1.50'].map((quantity) => line({ quantity }).quantity);
    expect(quantities).toEqual(['2', '2', '2', '2', '0.375', '7', '1.5']);
  });
});

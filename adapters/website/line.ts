/**
 * One line item: what it costs, from whichever amounts the website sends. README.md has the formulas.
 */
import {
  addDecimals,
  type Decimal,
  fault,
  multiplyDecimals,
  type OrderLineRecord,
  type OrderMerge,
  parseDecimal,
} from '../../core/sdk/index.ts';
import type { AmountReader } from './amounts.ts';
import { difference, hundred, percentOf, plainText, quotient, zero } from './decimals.ts';
import { firstText, given } from './given.ts';
import type { LineBody } from './order-body.ts';

const quantityDigits = /^\d{1,12}(?:\.\d{1,20})?$/;

/** The line at `place`, a JSON pointer. What cannot be used is reported to `amounts`. */
export function readLine(line: LineBody, place: string, amounts: AmountReader): OrderLineRecord {
  const quantity = readQuantity(line.quantity, `${place}/quantity`, amounts);
  const stated = readStated(line, place, amounts);
  const net = netOf(stated, quantity);
  const tax = taxOf(stated, net);
  const total = stated.gross ?? addDecimals(net, tax);
  return given({
    externalRef: firstText(line.external_line_ref, line.line_ref, line.id),
    sku: line.sku,
    description: describe(line) ?? line.sku,
    quantity: plainText(quantity),
    unitPriceCents:
      stated.price === undefined
        ? amounts.centsForInformation(quotient(addDecimals(net, stated.discount), quantity), place)
        : amounts.cents(stated.price, place),
    discountCents: amounts.cents(stated.discount, place),
    taxCents: amounts.cents(tax, place),
    totalCents: amounts.cents(total, place),
  });
}

/**
 * What the line says beside its SKU and quantity, once it was read with `amounts`. A line that says nothing of its costs keeps
 * what is stored; a tax rate alone is no amount.
 */
export function lineStatement(line: LineBody, amounts: AmountReader): OrderMerge['lineStatements'][number] {
  const { unit_price, price, discount_amount, net_amount, tax_amount, gross_amount } = line;
  return {
    amounts: [unit_price, price, discount_amount, net_amount, tax_amount, gross_amount].some((amount) => amount != null),
    description: describe(line) !== undefined,
    rounded: amounts.rounded,
  };
}

function describe({ description, title, name }: LineBody): string | undefined {
  return firstText(description, title, name);
}

/** Above zero, with at most 12 digits before and 20 after the point. */
function readQuantity(text: string, place: string, amounts: AmountReader): Decimal {
  const value = parseDecimal(text);
  const usable = value !== undefined && value.coefficient > 0n && quantityDigits.test(plainText(value));
  if (!usable) amounts.refuse(fault('validation_failed', `${place} is not a decimal number above 0 of ordinary length`));
  return usable ? value : { coefficient: 1n, scale: 0 };
}

interface StatedAmounts {
  /** Net, of one piece. */
  readonly price: Decimal | undefined;
  readonly discount: Decimal;
  readonly net: Decimal | undefined;
  readonly tax: Decimal | undefined;
  /** In percent. */
  readonly taxRate: Decimal | undefined;
  readonly gross: Decimal | undefined;
}

function readStated(line: LineBody, place: string, amounts: AmountReader): StatedAmounts {
  const stated = (field: keyof LineBody): Decimal | undefined => amounts.stated(line[field], `${place}/${field}`);
  const [unitPrice, price] = [stated('unit_price'), stated('price')];
  return {
    price: unitPrice ?? price,
    discount: stated('discount_amount') ?? zero,
    net: stated('net_amount'),
    tax: stated('tax_amount'),
    taxRate: stated('tax_rate'),
    gross: stated('gross_amount'),
  };
}

/** Worked back from the gross amount only when nothing else says what the line costs. */
function netOf({ price, discount, net, tax, taxRate, gross }: StatedAmounts, quantity: Decimal): Decimal {
  if (net !== undefined) return net;
  if (price !== undefined || gross === undefined) return difference(multiplyDecimals(quantity, price ?? zero), discount);
  if (tax !== undefined) return difference(gross, tax);
  return taxRate === undefined ? gross : quotient(multiplyDecimals(gross, hundred), addDecimals(hundred, taxRate));
}

/** A gross amount below the net one holds a discount that was not named, not a negative tax. */
function taxOf({ tax, taxRate, gross }: StatedAmounts, net: Decimal): Decimal {
  if (tax !== undefined) return tax;
  if (gross === undefined) return taxRate === undefined ? zero : percentOf(net, taxRate);
  const rest = difference(gross, net);
  return rest.coefficient < 0n ? zero : rest;
}

/**
 * The targets that a mapping may name: fields of the order, parts of its addresses and its buyer, and columns of its lines.
 */

const orderFields = [
  'order_id',
  'order_number',
  'currency',
  'placed_at',
  'notes',
  'payment_status',
  'shipping',
  'tax',
  'discount',
  'total',
  'metadata',
  'items',
  'shipping_address',
  'billing_address',
  'buyer',
] as const;

/** The columns of a line. */
export const lineFields = ['sku', 'quantity', 'unit_price', 'description', 'discount', 'tax', 'external_ref'] as const;

/** The parts of an address. */
const addressFields = ['name', 'company', 'line1', 'line2', 'city', 'region', 'postal_code', 'country', 'phone'] as const;

/** The parts of the buyer. */
const buyerFields = ['external_id', 'email', 'name', 'phone'] as const;

/** A field of the order under its own name; also what is looked for when no expression is given for it. */
export type OrderField = (typeof orderFields)[number];

/** Every field, in the order in which they are evaluated. */
export const wholeTargets: readonly OrderField[] = orderFields;

/** The fields of which a mapping may also name single parts, as `buyer.email`. */
export const partsOf: Readonly<Partial<Record<OrderField, readonly string[]>>> = {
  shipping_address: addressFields,
  billing_address: addressFields,
  buyer: buyerFields,
};

/** Where one expression's value goes. */
export type Target =
  | { readonly kind: 'whole'; readonly field: OrderField }
  | { readonly kind: 'part'; readonly field: OrderField; readonly part: string }
  | { readonly kind: 'column'; readonly column: string };

/** Reads a target as a mapping names it; undefined when there is none of that name. */
export function readTarget(name: string): Target | undefined {
  const whole = orderFields.find((field) => field === name);
  if (whole !== undefined) return { kind: 'whole', field: whole };
  if (name.startsWith('items[].')) {
    const column = lineFields.find((field) => name === `items[].${field}`);
    return column === undefined ? undefined : { kind: 'column', column };
  }
  const field = orderFields.find((candidate) => name.startsWith(`${candidate}.`));
  const part = field && partsOf[field]?.find((candidate) => name === `${field}.${candidate}`);
  return field === undefined || part === undefined ? undefined : { kind: 'part', field, part };
}

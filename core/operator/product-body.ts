/**
 * What a caller may say of products, and what is wrong with it beyond its shape.
 */
import type { FieldFault } from '../domain/fault.ts';
import type { ProductItem } from '../domain/provisioning/product.ts';
import type { Store } from '../domain/provisioning/store.ts';
import { bodyReader } from './request/body.ts';

/** One product of a list. */
export interface ProductBody {
  readonly sku: string;
  readonly title: string;
  /** Id or slug; null means every store of the organisation. */
  readonly store?: string | null;
  /** Minor units of the currency. */
  readonly price?: number | null;
  readonly currency?: string | null;
  /** Null means that it is not counted. */
  readonly stock_quantity?: number | null;
  readonly published?: boolean;
}

const mostProducts = 1_000;
const largestNumber = 9_999_999_999;

const product = {
  type: 'object',
  additionalProperties: false,
  required: ['sku', 'title'],
  properties: {
    sku: { type: 'string', format: 'line', maxLength: 255, description: 'The SKU.', examples: ['MUG-1'] },
    title: { type: 'string', format: 'line', maxLength: 500, description: 'What it is called.', examples: ['Mug'] },
    store: {
      type: ['string', 'null'],
      description: 'Id or slug of the store that sells it; null means every store of the organisation.',
      examples: ['main'],
    },
    price: {
      type: ['integer', 'null'],
      minimum: 0,
      maximum: largestNumber,
      description: 'The price of one, in minor units of `currency`.',
      examples: [1999],
    },
    currency: {
      type: ['string', 'null'],
      format: 'currency',
      description: 'The currency of the price; absent means that of the store.',
      examples: ['GBP'],
    },
    stock_quantity: {
      type: ['integer', 'null'],
      minimum: 0,
      maximum: largestNumber,
      description: 'How many are there; null means that nobody counts.',
      examples: [12],
    },
    published: { type: 'boolean', description: 'Whether it is on sale; true for a new product.' },
  },
};

/** Reads a list of products. */
export const readProducts = bodyReader<{ readonly products: readonly ProductBody[] }>({
  properties: {
    products: {
      type: 'array',
      items: product,
      minItems: 1,
      maxItems: mostProducts,
      description: 'The products, each SKU once. What is absent of a product stays as it was.',
    },
  },
  required: ['products'],
});

/** SKUs given twice or with blanks around them, stores that are not there, prices in no currency. `stores` has what the list names, by that name. */
export function productFaults(
  products: readonly ProductBody[],
  stores: Pick<ReadonlyMap<string, unknown>, 'has'>,
): readonly FieldFault[] {
  const known = new Set<string>();
  return products.flatMap((item, index) => {
    const isRepeated = known.has(item.sku);
    known.add(item.sku);
    const hasStore = typeof item.store !== 'string' || stores.has(item.store);
    const isInNoCurrency = typeof item.price === 'number' && typeof (item.currency ?? item.store) !== 'string';
    return [
      ...(item.sku === item.sku.trim()
        ? []
        : [{ path: `products.${index}.sku`, message: 'must not begin or end with a blank: no order would match it' }]),
      ...(isRepeated ? [{ path: `products.${index}.sku`, message: 'is given twice in this list' }] : []),
      ...(hasStore ? [] : [{ path: `products.${index}.store`, message: 'is not a store of this organisation' }]),
      ...(isInNoCurrency
        ? [
            {
              path: `products.${index}.currency`,
              message: 'is required beside a price, unless a store is named: then it is in its currency',
            },
          ]
        : []),
    ];
  });
}

/** The product as it is stored, once nothing is wrong with it. A price without a currency is in that of the store it names. */
export function productItem(body: ProductBody, stores: ReadonlyMap<string, Store>): ProductItem {
  const { sku, title, store: name, price, currency, stock_quantity: stockQuantity, published } = body;
  const store = typeof name === 'string' ? stores.get(name) : undefined;
  return {
    sku,
    title,
    ...(name === undefined ? {} : { storeId: store?.id ?? null }),
    ...(price === undefined ? {} : { priceCents: price }),
    ...(price === undefined && currency === undefined
      ? {}
      : { currency: currency ?? (price == null ? null : (store?.currency ?? null)) }),
    ...(stockQuantity === undefined ? {} : { stockQuantity }),
    ...(published === undefined ? {} : { published }),
  };
}

/**
 * Maps `products` for reading; a function of the database writes them, with their events.
 */
import { defineEntity, p } from '@mikro-orm/core';

/** One product. */
export const ProductEntity = defineEntity({
  name: 'Product',
  tableName: 'products',
  properties: {
    organisationId: p.uuid().primary().fieldName('org_id'),
    id: p.uuid().primary(),
    storeId: p.uuid().fieldName('store_id').nullable(),
    sku: p.text(),
    title: p.text(),
    priceCents: p.bigint('number').nullable(), // the operator API, which alone writes it, keeps it below 10^10
    currency: p.text().nullable(),
    stockQuantity: p.bigint('number').nullable(), // as above
    published: p.boolean(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

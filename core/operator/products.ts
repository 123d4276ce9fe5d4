/**
 * `/orgs/{org}/products`: what the organisation's stores sell, kept by SKU.
 */
import type { Fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { Product } from '../domain/provisioning/product.ts';
import type { Store } from '../domain/provisioning/store.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, isIdOrSlug } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from './request/paging.ts';
import { type ProductBody, productFaults, productItem, readProducts } from './product-body.ts';
import { asking, text, word } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';
import { fieldsRefused } from './request/wording.ts';

const listParameters = {
  ...pageParameters,
  order: asking('Which come first. Absent: `newest` with a `search`, else `oldest`.', word('newest', 'oldest')),
  sku: asking('Only the product of this SKU; not together with `search`.', text),
  search: asking('Only those with this in their title or SKU, in any letter case; the newest come first.', text),
};

const searchedAlone: Fault = fieldsRefused([{ path: 'search', message: 'goes with neither sku nor order=oldest' }]);

/** Put, list. */
export function productRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { products } = dependencies.repositories;
  return [
    operation({
      method: 'PUT',
      path: '/orgs/:org/products',
      operationId: 'putProducts',
      summary: 'Adds and changes products, all of the list or none',
      description: 'A SKU that is there already is changed. Emits `inventory.updated` for every stock that changed.',
      find: (request) => findOrganisation(dependencies, request),
      body: readProducts,
      answers: { 200: component('ProductCount') },
      async handle({ subject: organisation, body }) {
        const stores = await namedStores(dependencies, organisation.id, body.products);
        const faults = productFaults(body.products, stores);
        if (faults.length > 0) return fieldsRefused(faults);
        const count = await products.put(
          organisation.id,
          body.products.map((product) => productItem(product, stores)),
        );
        dependencies.wakeDispatcher();
        return jsonReply(200, count);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/products',
      operationId: 'listProducts',
      summary: "Lists an organisation's products, in the order in which they were added",
      description:
        'A page of a search may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one.',
      find: (request) => findOrganisation(dependencies, request),
      query: listParameters,
      answers: { 200: pageOf(component('Product')) },
      async handle({ subject: organisation, query }) {
        const { search, sku, order } = query;
        if (search !== undefined && (sku !== undefined || order === 'oldest')) return searchedAlone;
        const page = pageRequest(query);
        const found =
          search === undefined
            ? products.list(organisation.id, sku, order ?? 'oldest', page)
            : products.search(organisation.id, search, page);
        return listReply(await found, view);
      },
    }),
  ];
}

/** The stores that a list names, each looked up once, by the name it has there. */
async function namedStores(
  { repositories }: OperatorDependencies,
  organisationId: string,
  products: readonly ProductBody[],
): Promise<ReadonlyMap<string, Store>> {
  const stores = new Map<string, Store>();
  for (const name of new Set(products.flatMap(({ store }) => store ?? []))) {
    const store = isIdOrSlug(name) ? await repositories.stores.find(organisationId, name) : undefined;
    if (store) stores.set(name, store);
  }
  return stores;
}

function view(product: Product) {
  return {
    id: product.id,
    sku: product.sku,
    title: product.title,
    store_id: product.storeId,
    price: product.priceCents,
    currency: product.currency,
    stock_quantity: product.stockQuantity,
    published: product.published,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
  };
}

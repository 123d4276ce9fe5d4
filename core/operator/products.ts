/**
 * `/orgs/{org}/products`: what the organisation's stores sell, kept by SKU.
 */
import { isFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { Product } from '../domain/provisioning/product.ts';
import type { Store } from '../domain/provisioning/store.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, isIdOrSlug } from './request/lookups.ts';
import { listReply, pageParameters, pageRequest } from './request/paging.ts';
import { type ProductBody, productFaults, productItem, readProducts } from './product-body.ts';
import { readQuery, text } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';
import { fieldsRefused } from './request/wording.ts';

const listParameters = { ...pageParameters, sku: text };

/** Put, list. */
export function productRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { products } = dependencies.repositories;
  return [
    {
      method: 'PUT',
      path: '/orgs/:org/products',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readProducts(request.json);
        if (isFault(body)) return body;
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
    },
    {
      method: 'GET',
      path: '/orgs/:org/products',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, listParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await products.list(organisation.id, parameters.sku, pageRequest(parameters)), view);
      },
    },
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

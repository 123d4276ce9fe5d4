/**
 * Products: what an organisation sells, by SKU, and the port that keeps them.
 */
import type { Page, PageRequest } from './page.ts';

/** One product. */
export interface Product {
  readonly id: string;
  /** Unique in the organisation. */
  readonly sku: string;
  readonly title: string;
  /** Null means that every store of the organisation sells it. */
  readonly storeId: string | null;
  /** Minor units of `currency`; null when no price is known. */
  readonly priceCents: number | null;
  /** ISO 4217. */
  readonly currency: string | null;
  /** Null means that it is not counted. */
  readonly stockQuantity: number | null;
  readonly published: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * What a list says of one product. What is absent stays as it was; in a new product it is null, and published. A price
 * brings its currency along: without one the product has none.
 */
export interface ProductItem extends Pick<Product, 'sku' | 'title'> {
  readonly storeId?: string | null;
  readonly priceCents?: number | null;
  readonly currency?: string | null;
  readonly stockQuantity?: number | null;
  readonly published?: boolean;
}

/** What became of a list. A product that was so already counts as updated. */
export interface ProductCount {
  readonly created: number;
  readonly updated: number;
}

/** Keeps products. */
export interface ProductRepository {
  /** Stores the whole list or nothing, and tells subscribers of every stock that changed. The SKUs must differ. */
  put(organisationId: string, items: readonly ProductItem[]): Promise<ProductCount>;
  /** In creation order, or the other way round; with a SKU, that one product or none. */
  list(organisationId: string, sku: string | undefined, order: 'newest' | 'oldest', page: PageRequest): Promise<Page<Product>>;
  /** Those with this part in their title or SKU, in any letter case, newest first. */
  search(organisationId: string, part: string, page: PageRequest): Promise<Page<Product>>;
}

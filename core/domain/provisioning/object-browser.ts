/**
 * Orders, clients and vendors as an operator looks for them: newest first, narrowed down. The read API's lists, in the order
 * of the last change, are the business of `DocumentReader`.
 */
import type { FulfilmentStatus, OrderStatus, PaymentStatus } from '../order.ts';
import type { PageRequest } from './page.ts';

/** Which orders are wanted; what is absent does not restrict. */
export interface OrderFilter {
  /** What the storefront's id, the order number or the buyer's e-mail address begins with; the address in any letter case. */
  readonly search?: string;
  readonly storeId?: string;
  readonly clientId?: string;
  readonly status?: OrderStatus;
  readonly paymentStatus?: PaymentStatus;
  readonly fulfilmentStatus?: FulfilmentStatus;
  /** The format through which it came. */
  readonly source?: string;
}

/** Which clients are wanted; what is absent does not restrict. */
export interface ClientFilter {
  /** A part of the name or of the e-mail address, in any letter case; with an @ in it, what the address begins with. */
  readonly search?: string;
  readonly storeId?: string;
}

/** Which vendors are wanted; what is absent does not restrict. */
export interface VendorFilter {
  /** A part of the name or of the e-mail address, in any letter case. */
  readonly search?: string;
}

/** One page. It may be short, or empty, and not the last: a search looks at so many rows a call and no more. */
export interface ObjectPage {
  /** Documents as the read API gives them. */
  readonly rowsJson: readonly string[];
  /** What to give as `after` for the next page; null when there is nothing more now. */
  readonly lastId: string | null;
}

/** Finds objects of one organisation, newest first. */
export interface ObjectBrowser {
  orders(organisationId: string, filter: OrderFilter, page: PageRequest): Promise<ObjectPage>;
  clients(organisationId: string, filter: ClientFilter, page: PageRequest): Promise<ObjectPage>;
  vendors(organisationId: string, filter: VendorFilter, page: PageRequest): Promise<ObjectPage>;
}

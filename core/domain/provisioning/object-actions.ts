/**
 * What operators do with a tenant's objects, and the port that does it: each action changes a state once, with its event.
 */
import type { Fault } from '../fault.ts';
import type { AddressRecord } from '../order.ts';

/** The object after an action, as the read API shows it. */
export interface ActionResult {
  /** JSON text, passed on untouched so that no digit is lost. */
  readonly documentJson: string;
  /** False when the object was so already: nothing was written, and nobody is told. */
  readonly changed: boolean;
}

/** A parcel of an order. */
export interface Tracking {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl?: string;
}

/** What can be said of a vendor; null empties, absent leaves. */
export interface VendorFields {
  readonly name?: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly website?: string | null;
  readonly notes?: string | null;
}

/** What can be said of a client; null empties, absent leaves. */
export interface ClientFields {
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly type?: 'retail' | 'wholesale' | null;
  readonly tags?: readonly string[] | null;
  readonly address?: AddressRecord | null;
}

/** Undefined means that the organisation has no such object. */
type Action = Promise<ActionResult | Fault | undefined>;

/** The actions, each in a transaction of its own. */
export interface ObjectActions {
  shipOrder(organisationId: string, orderId: string): Action;
  deliverOrder(organisationId: string, orderId: string): Action;
  addTracking(organisationId: string, orderId: string, tracking: Tracking): Action;
  cancelOrder(organisationId: string, orderId: string, reason: string | undefined): Action;
  /** Marks a payment as given back in full. The document is the payment's. */
  refundPayment(organisationId: string, paymentId: string): Action;
  createVendor(organisationId: string, fields: VendorFields & { readonly name: string }): Action;
  changeVendor(organisationId: string, vendorId: string, fields: VendorFields): Action;
  claimVendor(organisationId: string, vendorId: string): Action;
  createClient(organisationId: string, storeId: string, fields: ClientFields & { readonly externalId?: string }): Action;
  changeClient(organisationId: string, clientId: string, fields: ClientFields): Action;
  /** JSON text of an object: under which ids storefronts know an order, and its events, oldest first. */
  trailOf(organisationId: string, orderId: string): Promise<string | undefined>;
  /**
   * JSON text of `{ rows, truncated }`: what is known to have happened to an order, oldest first; of requests, changes and
   * deliveries the latest `most` each.
   */
  timelineOf(organisationId: string, orderId: string, most: number): Promise<string | undefined>;
}

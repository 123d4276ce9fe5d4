/**
 * The legacy v3 API's orders and customers in the shape of today's REST API. It renames fields and judges nothing.
 */
import { isJsonObject } from './source-record.ts';

type Json = Readonly<Record<string, unknown>>;

/** The order in a payload: the payload itself, or what the legacy API wraps in `order`. */
export function unwrapOrder(payload: Json): Json {
  const order = wrappedIn(payload, 'order');
  if (order === undefined) return payload;
  const payment = isJsonObject(order['payment_details']) ? order['payment_details'] : {};
  return {
    ...withTodaysAddresses(order),
    number: order['order_number'],
    date_created_gmt: order['created_at'],
    date_modified_gmt: order['updated_at'],
    discount_total: order['total_discount'],
    shipping_total: order['total_shipping'],
    customer_note: order['note'],
    payment_method: payment['method_id'],
    transaction_id: payment['transaction_id'],
    // The legacy API tells that an order is paid, not when.
    paid: payment['paid'],
  };
}

/** The customer in a payload: the payload itself, or what the legacy API wraps in `customer`. */
export function unwrapCustomer(payload: Json): Json {
  const customer = wrappedIn(payload, 'customer');
  return customer === undefined ? payload : { ...withTodaysAddresses(customer), date_modified_gmt: customer['last_update'] };
}

/** Today's resources have their id at the top, and a plugin may add a field of any name beside it. */
function wrappedIn(payload: Json, name: string): Json | undefined {
  const value = payload[name];
  return isJsonObject(value) && !Object.hasOwn(payload, 'id') ? value : undefined;
}

function withTodaysAddresses(resource: Json): Json {
  return { ...resource, billing: resource['billing_address'], shipping: resource['shipping_address'] };
}

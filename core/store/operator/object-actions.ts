/**
 * Does what operators ask of a tenant's objects. Each action is one function of the database, which writes the change, its
 * event and its deliveries together.
 */
import { type Fault, fault } from '../../domain/fault.ts';
import type { ActionResult, ObjectActions } from '../../domain/provisioning/object-actions.ts';
import type { Database } from '../database.ts';
import { classify } from '../failure.ts';

/** What a function answers; null when there is no such object. */
type Answer =
  | { readonly document: string; readonly changed: boolean }
  | { readonly fault: 'email_conflict' | 'order_not_cancellable' }
  | { readonly fault: 'conflict'; readonly detail: string };

/** Acts in the tenant role. */
export function createObjectActions({ tenants }: Database): ObjectActions {
  const read = async <Row extends object>(sql: string, values: readonly unknown[]): Promise<Row | undefined> => {
    try {
      return (await tenants.query<Row & Record<string, unknown>>(sql, [...values])).rows[0];
    } catch (error) {
      throw classify(error);
    }
  };
  const act = async (call: string, ...values: readonly unknown[]): Promise<ActionResult | Fault | undefined> => {
    const answer = (await read<{ answer: Answer | null }>(`select ${call} as answer`, values))?.answer;
    if (!answer) return undefined;
    if ('document' in answer) return { documentJson: answer.document, changed: answer.changed };
    return answer.fault === 'conflict' ? fault('conflict', answer.detail) : fault(answer.fault);
  };
  return {
    shipOrder: (organisationId, orderId) => act('ship_order($1, $2)', organisationId, orderId),
    deliverOrder: (organisationId, orderId) => act('deliver_order($1, $2)', organisationId, orderId),
    addTracking: (organisationId, orderId, tracking) => act('add_tracking($1, $2, $3)', organisationId, orderId, tracking),
    cancelOrder: (organisationId, orderId, reason) => act('cancel_order($1, $2, $3)', organisationId, orderId, reason ?? null),
    refundPayment: (organisationId, paymentId) => act('refund_payment($1, $2)', organisationId, paymentId),
    createVendor: (organisationId, fields) => act('create_vendor($1, $2)', organisationId, fields),
    changeVendor: (organisationId, vendorId, fields) => act('change_vendor($1, $2, $3)', organisationId, vendorId, fields),
    claimVendor: (organisationId, vendorId) => act('claim_vendor($1, $2)', organisationId, vendorId),
    createClient: (organisationId, storeId, fields) => act('create_client($1, $2, $3)', organisationId, storeId, fields),
    changeClient: (organisationId, clientId, fields) => act('change_client($1, $2, $3)', organisationId, clientId, fields),
    async trailOf(organisationId, orderId) {
      const row = await read<{ trail: string | null }>('select order_trail($1, $2) as trail', [organisationId, orderId]);
      return row?.trail ?? undefined;
    },
    async timelineOf(organisationId, orderId, most) {
      const sql = 'select order_timeline($1, $2, $3) as timeline';
      return (await read<{ timeline: string | null }>(sql, [organisationId, orderId, most]))?.timeline ?? undefined;
    },
  };
}

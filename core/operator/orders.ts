/**
 * `/orgs/{org}/orders` and `/orders/{id}`: orders as the read API gives them.
 */
import { fault, isFault } from '../domain/fault.ts';
import type { OrderFilter } from '../domain/provisioning/object-browser.ts';
import { component } from '../schemas/field.ts';
import { fulfilmentStatuses, orderStatuses, paymentStatuses } from '../schemas/order.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { documentList, documentParameters, documentsDescription } from './documents.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { pageOf } from './request/paging.ts';
import { asking, text, word } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';
import { storeFilter, storeParameter } from './request/store-parameter.ts';
import { uuidParameter } from './request/uuid-parameter.ts';

const listParameters = {
  ...documentParameters,
  search: asking("What the storefront's id, the order number or the buyer's e-mail address begins with.", text),
  store: storeParameter,
  client: asking('Only those of this client.', uuidParameter),
  status: asking('Only those that stand there.', word(...orderStatuses)),
  payment_status: asking('Only those of which so much has been paid.', word(...paymentStatuses)),
  fulfilment_status: asking('Only those of which so much has been sent.', word(...fulfilmentStatuses)),
  source: asking('Only those that came in this payload format.', text),
};

/** List, get. */
export function orderRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/orders',
      operationId: 'listOrders',
      summary: "Lists an organisation's orders",
      description: documentsDescription,
      find: (request) => findOrganisation(dependencies, request),
      query: listParameters,
      answers: { 200: pageOf(component('Order')) },
      async handle({ subject: organisation, query }) {
        const { search, client, status, payment_status, fulfilment_status, source } = query;
        const ofStore = await storeFilter(dependencies, organisation.id, query.store);
        if (isFault(ofStore)) return ofStore;
        const filter: OrderFilter = {
          ...ofStore,
          ...(search !== undefined && { search }),
          ...(client !== undefined && { clientId: client }),
          ...(status !== undefined && { status }),
          ...(payment_status !== undefined && { paymentStatus: payment_status }),
          ...(fulfilment_status !== undefined && { fulfilmentStatus: fulfilment_status }),
          ...(source !== undefined && { source }),
        };
        return documentList(dependencies, 'order', organisation.id, query, (page) =>
          repositories.browser.orders(organisation.id, filter, page),
        );
      },
    }),
    operation({
      method: 'GET',
      path: '/orders/:id',
      operationId: 'getOrder',
      summary: 'Gives one order, with where it came from and what happened to it',
      find: (request) => locate(dependencies, 'order', request),
      answers: { 200: component('OrderDetail') },
      async handle({ subject: { organisationId, id } }) {
        const document = await documents.byId('order', organisationId, id);
        const trail = await repositories.objects.trailOf(organisationId, id);
        if (document === undefined || trail === undefined) return fault('not_found');
        return { status: 200, body: `${document.slice(0, -1)},${trail.slice(1)}` }; // two objects as one, no digit touched
      },
    }),
  ];
}

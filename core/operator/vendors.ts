/**
 * `/orgs/{org}/vendors` and `/vendors/{id}`: who supplies an organisation, and who of them has taken over their own page.
 */
import { fault, isFault } from '../domain/fault.ts';
import type { VendorFields } from '../domain/provisioning/object-actions.ts';
import { bodyReader, readNothing } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { documentsReply, documentParameters, documentRequest } from './documents.ts';
import { actionReply } from './request/object-reply.ts';
import { readQuery } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';
import { nameSchema } from './request/schemas.ts';

const properties = {
  name: nameSchema,
  email: { type: ['string', 'null'], format: 'email' },
  phone: { type: ['string', 'null'], format: 'line', maxLength: 100 },
  website: { type: ['string', 'null'], format: 'web-url', maxLength: 2_048 },
  notes: { type: ['string', 'null'], maxLength: 10_000 },
};

const readVendor = bodyReader<VendorFields & { readonly name: string }>({ properties, required: ['name'] });
const readVendorChange = bodyReader<VendorFields>({ properties });

/** Create, list, get, change, claim. */
export function vendorRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  const { objects } = repositories;
  return [
    {
      method: 'POST',
      path: '/orgs/:org/vendors',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readVendor(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.createVendor(organisation.id, body), 201);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/vendors',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const values = readQuery(request.query, documentParameters);
        if (isFault(values)) return values;
        return documentsReply(await documents.list('vendor', organisation.id, documentRequest(values)));
      },
    },
    {
      method: 'GET',
      path: '/vendors/:id',
      async handle(request) {
        const located = await locate(dependencies, 'vendor', request);
        if (isFault(located)) return located;
        const document = await documents.byId('vendor', located.organisationId, located.id);
        return document === undefined ? fault('not_found') : { status: 200, body: document };
      },
    },
    {
      method: 'PATCH',
      path: '/vendors/:id',
      async handle(request) {
        const located = await locate(dependencies, 'vendor', request);
        if (isFault(located)) return located;
        const body = readVendorChange(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.changeVendor(located.organisationId, located.id, body));
      },
    },
    {
      method: 'POST',
      path: '/vendors/:id/claim',
      async handle(request) {
        const located = await locate(dependencies, 'vendor', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.claimVendor(located.organisationId, located.id));
      },
    },
  ];
}

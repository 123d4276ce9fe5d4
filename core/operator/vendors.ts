/**
 * `/orgs/{org}/vendors` and `/vendors/{id}`: who supplies an organisation, and who of them has taken over their own page.
 */
import { fault } from '../domain/fault.ts';
import type { VendorFields } from '../domain/provisioning/object-actions.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, locate } from './request/lookups.ts';
import { documentList, documentParameters, documentsDescription } from './documents.ts';
import { actionReply } from './request/object-reply.ts';
import { operation } from './request/operation.ts';
import { pageOf } from './request/paging.ts';
import { asking, text } from './request/query.ts';
import type { OperatorRequest, OperatorRoute } from './request/route.ts';
import { nameSchema } from './request/schemas.ts';

const properties = {
  name: { ...nameSchema, examples: ['Potters of Stoke'] },
  email: { type: ['string', 'null'], format: 'email', description: 'E-mail address.' },
  phone: { type: ['string', 'null'], format: 'line', maxLength: 100, description: 'Telephone number.' },
  website: { type: ['string', 'null'], format: 'web-url', maxLength: 2_048, description: 'Website.' },
  notes: { type: ['string', 'null'], maxLength: 10_000, description: 'What to remember about the vendor.' },
};

const vendorBody = bodyReader<VendorFields & { readonly name: string }>({ properties, required: ['name'] });
const vendorChangeBody = bodyReader<VendorFields>({ properties });

const vendor = component('Vendor');

const listParameters = {
  ...documentParameters,
  search: asking('A part of the name or of the e-mail address, in any letter case.', text),
};

/** Create, list, get, change, claim. */
export function vendorRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  const { objects } = repositories;
  const findVendor = (request: OperatorRequest) => locate(dependencies, 'vendor', request);
  return [
    operation({
      method: 'POST',
      path: '/orgs/:org/vendors',
      operationId: 'createVendor',
      summary: 'Adds a vendor',
      description: 'Emits `vendor.created`.',
      find: (request) => findOrganisation(dependencies, request),
      body: vendorBody,
      answers: { 201: vendor },
      async handle({ subject: organisation, body }) {
        return actionReply(dependencies, await objects.createVendor(organisation.id, body), 201);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/vendors',
      operationId: 'listVendors',
      summary: "Lists an organisation's vendors",
      description: documentsDescription,
      find: (request) => findOrganisation(dependencies, request),
      query: listParameters,
      answers: { 200: pageOf(vendor) },
      handle({ subject: organisation, query }) {
        const filter = query.search === undefined ? {} : { search: query.search };
        return documentList(dependencies, 'vendor', organisation.id, query, (page) =>
          repositories.browser.vendors(organisation.id, filter, page),
        );
      },
    }),
    operation({
      method: 'GET',
      path: '/vendors/:id',
      operationId: 'getVendor',
      summary: 'Gives one vendor',
      find: findVendor,
      answers: { 200: vendor },
      async handle({ subject: { organisationId, id } }) {
        const document = await documents.byId('vendor', organisationId, id);
        return document === undefined ? fault('not_found') : { status: 200, body: document };
      },
    }),
    operation({
      method: 'PATCH',
      path: '/vendors/:id',
      operationId: 'changeVendor',
      summary: 'Changes a vendor',
      description: 'What is absent stays as it is, and null empties. Emits `vendor.updated` when something changed.',
      find: findVendor,
      body: vendorChangeBody,
      answers: { 200: vendor },
      async handle({ subject: { organisationId, id }, body }) {
        return actionReply(dependencies, await objects.changeVendor(organisationId, id, body));
      },
    }),
    operation({
      method: 'POST',
      path: '/vendors/:id/claim',
      operationId: 'claimVendor',
      summary: "Notes that a vendor's own people took their entry over",
      description: 'Emits `vendor.claimed` the first time; repeated it changes nothing and tells nobody.',
      find: findVendor,
      answers: { 200: vendor },
      async handle({ subject: { organisationId, id } }) {
        return actionReply(dependencies, await objects.claimVendor(organisationId, id));
      },
    }),
  ];
}

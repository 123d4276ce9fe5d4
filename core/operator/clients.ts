/**
 * `/orgs/{org}/stores/{store}/clients`, `/orgs/{org}/clients` and `/clients/{id}`: who buys, as operators keep them.
 */
import { fault, isFault } from '../domain/fault.ts';
import type { AddressRecord } from '../domain/order.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { documentParameters, documentRequest, documentsReply } from './documents.ts';
import { findOrganisation, findStore, locate } from './request/lookups.ts';
import { actionReply } from './request/object-reply.ts';
import { readQuery } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';

interface AddressBody {
  readonly name?: string;
  readonly company?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postal_code?: string;
  readonly country?: string;
  readonly phone?: string;
}

interface ClientBody {
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly type?: 'retail' | 'wholesale' | null;
  readonly tags?: readonly string[] | null;
  readonly address?: AddressBody | null;
}

const line = { type: 'string', format: 'line', maxLength: 200 };

const properties = {
  email: { type: ['string', 'null'], format: 'email' },
  name: { type: ['string', 'null'], format: 'line', maxLength: 200 },
  phone: { type: ['string', 'null'], format: 'line', maxLength: 100 },
  type: { enum: ['retail', 'wholesale', null] },
  tags: { type: ['array', 'null'], items: { type: 'string', format: 'line', maxLength: 100 }, maxItems: 100, uniqueItems: true },
  address: {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      name: line,
      company: line,
      line1: line,
      line2: line,
      city: line,
      region: line,
      postal_code: line,
      country: { type: 'string', pattern: '^[A-Z]{2}$' },
      phone: line,
    },
  },
};

const readClient = bodyReader<ClientBody & { readonly external_id?: string }>({
  properties: { ...properties, external_id: { type: 'string', format: 'external-id' } },
});
const readClientChange = bodyReader<ClientBody>({ properties });

/** Create, list, get, change. */
export function clientRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  const { objects } = repositories;
  return [
    {
      method: 'POST',
      path: '/orgs/:org/stores/:store/clients',
      async handle(request) {
        const store = await findStore(dependencies, request);
        if (isFault(store)) return store;
        const body = readClient(request.json);
        if (isFault(body)) return body;
        const { external_id: externalId, ...rest } = body;
        const fields = { ...canonical(rest), ...(externalId === undefined ? {} : { externalId }) };
        return actionReply(dependencies, await objects.createClient(store.organisationId, store.id, fields), 201);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/clients',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const values = readQuery(request.query, documentParameters);
        if (isFault(values)) return values;
        return documentsReply(await documents.list('client', organisation.id, documentRequest(values)));
      },
    },
    {
      method: 'GET',
      path: '/clients/:id',
      async handle(request) {
        const located = await locate(dependencies, 'client', request);
        if (isFault(located)) return located;
        const document = await documents.byId('client', located.organisationId, located.id);
        return document === undefined ? fault('not_found') : { status: 200, body: document };
      },
    },
    {
      method: 'PATCH',
      path: '/clients/:id',
      async handle(request) {
        const located = await locate(dependencies, 'client', request);
        if (isFault(located)) return located;
        const body = readClientChange(request.json);
        if (isFault(body)) return body;
        return actionReply(dependencies, await objects.changeClient(located.organisationId, located.id, canonical(body)));
      },
    },
  ];
}

/** Under the hub's own names; only the postal code has another one here. */
function canonical({ address, ...rest }: ClientBody) {
  return address === undefined ? rest : { ...rest, address: address && canonicalAddress(address) };
}

function canonicalAddress({ postal_code: postalCode, ...address }: AddressBody): AddressRecord {
  return postalCode === undefined ? address : { ...address, postalCode };
}

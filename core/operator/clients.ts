/**
 * `/orgs/{org}/stores/{store}/clients`, `/orgs/{org}/clients` and `/clients/{id}`: who buys, as operators keep them.
 */
import { fault, isFault } from '../domain/fault.ts';
import type { AddressRecord } from '../domain/order.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { documentList, documentParameters, documentsDescription } from './documents.ts';
import { findOrganisation, findStore, locate } from './request/lookups.ts';
import { actionReply } from './request/object-reply.ts';
import { operation } from './request/operation.ts';
import { pageOf } from './request/paging.ts';
import { asking, text } from './request/query.ts';
import type { OperatorRequest, OperatorRoute } from './request/route.ts';
import { storeFilter, storeParameter } from './request/store-parameter.ts';

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

const line = (description: string, ...examples: readonly string[]) => ({
  type: 'string',
  format: 'line',
  maxLength: 200,
  description,
  examples,
});

const properties = {
  email: { type: ['string', 'null'], format: 'email', description: 'E-mail address.', examples: ['ada@example.com'] },
  name: { type: ['string', 'null'], format: 'line', maxLength: 200, description: 'Name.', examples: ['Ada Lovelace'] },
  phone: { type: ['string', 'null'], format: 'line', maxLength: 100, description: 'Telephone number.' },
  type: { enum: ['retail', 'wholesale', null], description: 'What kind of buyer.' },
  tags: {
    type: ['array', 'null'],
    items: { type: 'string', format: 'line', maxLength: 100 },
    maxItems: 100,
    uniqueItems: true,
    description: 'Words by which clients are grouped.',
    examples: [['newsletter']],
  },
  address: {
    type: ['object', 'null'],
    additionalProperties: false,
    description: 'Postal address, whole: it replaces the one that is known.',
    properties: {
      name: line('Who lives there.', 'Ada Lovelace'),
      company: line('Company.'),
      line1: line('Street and number.', '12 St James Square'),
      line2: line('What else belongs to the street.'),
      city: line('Town.', 'London'),
      region: line('State, county or province.'),
      postal_code: line('Postal code.', 'SW1Y 4JH'),
      country: { type: 'string', pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.', examples: ['GB'] },
      phone: line('Telephone number.'),
    },
  },
};

const clientBody = bodyReader<ClientBody & { readonly external_id?: string }>({
  properties: {
    ...properties,
    external_id: {
      type: 'string',
      format: 'external-id',
      description: 'Under which id the storefront knows the client.',
      examples: ['client-7'],
    },
  },
});
const clientChangeBody = bodyReader<ClientBody>({ properties });

const emailTaken = fault('email_conflict');
const client = component('Client');

const listParameters = {
  ...documentParameters,
  search: asking(
    'A part of the name or of the e-mail address, in any letter case; with an `@` in it, what the address begins with.',
    text,
  ),
  store: storeParameter,
};

/** Create, list, get, change. */
export function clientRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { documents, repositories } = dependencies;
  const { objects } = repositories;
  const findClient = (request: OperatorRequest) => locate(dependencies, 'client', request);
  return [
    operation({
      method: 'POST',
      path: '/orgs/:org/stores/:store/clients',
      operationId: 'createClient',
      summary: 'Adds a client to a store',
      description: 'Emits `client.created`.',
      find: (request) => findStore(dependencies, request),
      body: clientBody,
      answers: { 201: client },
      refusals: [emailTaken, fault('conflict', 'a client of this store has this external_id already')],
      async handle({ subject: store, body: { external_id: externalId, ...rest } }) {
        const fields = { ...canonical(rest), ...(externalId === undefined ? {} : { externalId }) };
        return actionReply(dependencies, await objects.createClient(store.organisationId, store.id, fields), 201);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/clients',
      operationId: 'listClients',
      summary: "Lists an organisation's clients",
      description: documentsDescription,
      find: (request) => findOrganisation(dependencies, request),
      query: listParameters,
      answers: { 200: pageOf(client) },
      async handle({ subject: organisation, query }) {
        const ofStore = await storeFilter(dependencies, organisation.id, query.store);
        if (isFault(ofStore)) return ofStore;
        const filter = { ...ofStore, ...(query.search !== undefined && { search: query.search }) };
        return documentList(dependencies, 'client', organisation.id, query, (page) =>
          repositories.browser.clients(organisation.id, filter, page),
        );
      },
    }),
    operation({
      method: 'GET',
      path: '/clients/:id',
      operationId: 'getClient',
      summary: 'Gives one client',
      find: findClient,
      answers: { 200: client },
      async handle({ subject: { organisationId, id } }) {
        const document = await documents.byId('client', organisationId, id);
        return document === undefined ? fault('not_found') : { status: 200, body: document };
      },
    }),
    operation({
      method: 'PATCH',
      path: '/clients/:id',
      operationId: 'changeClient',
      summary: 'Changes a client',
      description: 'What is absent stays as it is, and null empties. Emits `client.updated` when something changed.',
      find: findClient,
      body: clientChangeBody,
      answers: { 200: client },
      refusals: [emailTaken],
      async handle({ subject: { organisationId, id }, body }) {
        return actionReply(dependencies, await objects.changeClient(organisationId, id, canonical(body)));
      },
    }),
  ];
}

/** Under the hub's own names; only the postal code has another one here. */
function canonical({ address, ...rest }: ClientBody) {
  return address === undefined ? rest : { ...rest, address: address && canonicalAddress(address) };
}

function canonicalAddress({ postal_code: postalCode, ...address }: AddressBody): AddressRecord {
  return postalCode === undefined ? address : { ...address, postalCode };
}

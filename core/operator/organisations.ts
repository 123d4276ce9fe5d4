/**
 * `/orgs`: the tenants of the hub.
 */
import { fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { Organisation } from '../domain/provisioning/organisation.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from './request/paging.ts';
import type { OperatorRoute } from './request/route.ts';
import { nameSchema, slugSchema } from './request/schemas.ts';

interface OrganisationBody {
  readonly slug: string;
  readonly name: string;
}

/** Reads the body of a creation. */
export const readOrganisation = bodyReader<OrganisationBody>({
  properties: { slug: slugSchema, name: nameSchema },
  required: ['slug', 'name'],
});

const slugTaken = fault('conflict', 'another organisation has this slug');
const organisation = component('Organisation');

/** Create, list, get. */
export function organisationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, randomBytes } = dependencies;
  return [
    operation({
      method: 'POST',
      path: '/orgs',
      access: 'platform_admin',
      operationId: 'createOrganisation',
      summary: 'Makes an organisation',
      body: readOrganisation,
      answers: { 201: organisation },
      refusals: [slugTaken],
      async handle({ body: { slug, name } }) {
        const now = clock.now();
        const made = { id: uuidV7(now, randomBytes), slug, name, createdAt: new Date(now) };
        const created = await repositories.organisations.create(made);
        return created === 'slug_taken' ? slugTaken : jsonReply(201, view(made));
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs',
      operationId: 'listOrganisations',
      summary: 'Lists the organisations that the caller may see',
      description: 'All of them for operators of the platform, for others their own.',
      query: pageParameters,
      answers: { 200: pageOf(organisation) },
      async handle({ query, caller }) {
        if (caller.organisationId !== null) {
          const own = await repositories.organisations.find(caller.organisationId);
          return listReply({ rows: own ? [own] : [], lastId: null }, view);
        }
        return listReply(await repositories.organisations.list(pageRequest(query)), view);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org',
      operationId: 'getOrganisation',
      summary: 'Gives one organisation',
      find: (request) => findOrganisation(dependencies, request),
      answers: { 200: organisation },
      handle: ({ subject }) => Promise.resolve(jsonReply(200, view(subject))),
    }),
  ];
}

function view({ id, slug, name, createdAt }: Organisation) {
  return { id, slug, name, created_at: createdAt };
}

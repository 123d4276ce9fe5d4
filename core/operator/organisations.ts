/**
 * `/orgs`: the tenants of the hub.
 */
import { fault, isFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { Organisation } from '../domain/provisioning/organisation.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation } from './request/lookups.ts';
import { listReply, pageParameters, pageRequest } from './request/paging.ts';
import { readQuery } from './request/query.ts';
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

/** Create, list, get. */
export function organisationRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, clock, randomBytes } = dependencies;
  return [
    {
      method: 'POST',
      path: '/orgs',
      access: 'platform_admin',
      async handle({ json }) {
        const body = readOrganisation(json);
        if (isFault(body)) return body;
        const now = clock.now();
        const organisation = { id: uuidV7(now, randomBytes), slug: body.slug, name: body.name, createdAt: new Date(now) };
        const created = await repositories.organisations.create(organisation);
        if (created === 'slug_taken') return fault('conflict', 'another organisation has this slug');
        return jsonReply(201, view(organisation));
      },
    },
    {
      method: 'GET',
      path: '/orgs',
      async handle({ query, caller }) {
        const parameters = readQuery(query, pageParameters);
        if (isFault(parameters)) return parameters;
        if (caller.organisationId !== null) {
          const own = await repositories.organisations.find(caller.organisationId);
          return listReply({ rows: own ? [own] : [], lastId: null }, view);
        }
        return listReply(await repositories.organisations.list(pageRequest(parameters)), view);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        return isFault(organisation) ? organisation : jsonReply(200, view(organisation));
      },
    },
  ];
}

function view({ id, slug, name, createdAt }: Organisation) {
  return { id, slug, name, created_at: createdAt };
}

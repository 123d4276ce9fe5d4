/**
 * `GET /orgs/{org}/connectors`: the connectors of all stores, newest first. What it shows of each is what the list of one
 * store shows.
 */
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import type { ConnectorFilter } from '../../domain/provisioning/connector-repository.ts';
import type { Organisation } from '../../domain/provisioning/organisation.ts';
import { component } from '../../schemas/field.ts';
import { connectorView } from './connector-view.ts';
import { trafficOfDay } from './connectors.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findOrganisation, isIdOrSlug } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import { asking, type QueryValues, text, word } from '../request/query.ts';
import type { OperatorRoute } from '../request/route.ts';

const parameters = {
  ...pageParameters,
  store: asking('Only those of this store, by its id or slug.', text),
  payload_format: asking('Only those of this format.', text),
  status: asking('Only those that stand there now.', word('active', 'revoked', 'expired')),
  name: asking('Only those with this in their name, in whatever case.', text),
};

/** Search. */
export function connectorSearchRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories } = dependencies;
  const view = connectorView(dependencies);
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/connectors',
      operationId: 'searchConnectors',
      summary: "Lists an organisation's connectors, newest first, revoked ones too",
      find: (request) => findOrganisation(dependencies, request),
      query: parameters,
      answers: { 200: pageOf(component('Connector')) },
      async handle({ subject: organisation, query }) {
        const filter = await filterOf(dependencies, organisation, query);
        if (isFault(filter)) return filter;
        const page = await repositories.connectors.search(organisation.id, filter, pageRequest(query));
        const traffic = await trafficOfDay(dependencies, organisation.id, page.rows);
        return listReply(page, (connector) => view(connector, traffic.get(connector.id)));
      },
    }),
  ];
}

async function filterOf(
  { repositories, clock }: OperatorDependencies,
  organisation: Organisation,
  { store: idOrSlug, payload_format, status, name }: QueryValues<typeof parameters>,
): Promise<ConnectorFilter | Fault> {
  const filter = {
    ...(payload_format !== undefined && { format: payload_format }),
    ...(status !== undefined && { status: { is: status, at: new Date(clock.now()) } }),
    ...(name !== undefined && { name }),
  };
  if (idOrSlug === undefined) return filter;
  const store = isIdOrSlug(idOrSlug) ? await repositories.stores.find(organisation.id, idOrSlug) : undefined;
  return store === undefined ? fault('not_found') : { ...filter, storeId: store.id };
}

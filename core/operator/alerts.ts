/**
 * `/orgs/{org}/alerts` and `/alerts`: what is wrong now, worst first, and what to do about it.
 */
import { type Alert, platformOrganisationId } from '../domain/alert.ts';
import { jsonReply } from '../domain/http-reply.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { pageOf, pageParameters } from './request/paging.ts';
import type { OperatorRoute } from './request/route.ts';

/** Each is one list, whole. */
export function alertRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { alerts } = dependencies;
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/alerts',
      operationId: 'listAlerts',
      summary: 'Lists what is wrong in an organisation now, worst first',
      description:
        'Looked up when it is asked for: an alert is gone as soon as its reason is. All of them are on one page, whatever `limit` says.',
      find: (request) => findOrganisation(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(component('AlertRow')) },
      async handle({ subject: organisation }) {
        const rows = await alerts.ofOrganisation(organisation.id);
        return jsonReply(200, { rows: rows.map(view), next_cursor: null });
      },
    }),
    operation({
      method: 'GET',
      path: '/alerts',
      access: 'platform_admin',
      operationId: 'listAllAlerts',
      summary: 'Lists what is wrong with the hub itself and in every organisation now, worst first',
      description: '`org_id` is null for what is wrong with the hub itself. All of them are on one page, whatever `limit` says.',
      query: pageParameters,
      answers: { 200: pageOf(component('PlatformAlertRow')) },
      async handle() {
        const rows = await alerts.ofEverybody();
        return jsonReply(200, { rows: rows.map(platformView), next_cursor: null });
      },
    }),
  ];
}

/** Which ids there are is a matter of the code. */
function view({ code, severity, title, detail, since, connectorId, endpointId, count }: Alert) {
  return { code, severity, title, detail, since, connector_id: connectorId, endpoint_id: endpointId, count };
}

function platformView(alert: Alert) {
  const { organisationId } = alert;
  return { org_id: organisationId === platformOrganisationId ? null : organisationId, ...view(alert) };
}

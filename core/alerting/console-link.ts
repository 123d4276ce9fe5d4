/**
 * Where in the console an alert can be looked into. The places are those of console/app.
 */
import { type Alert, platformOrganisationId } from '../domain/alert.ts';

/** A whole address; `publicUrl` has no slash at the end. The platform has no pages of its own but the list of organisations. */
export function consoleLink(publicUrl: string, { organisationId, connectorId, endpointId }: Alert): string {
  if (organisationId === platformOrganisationId) return `${publicUrl}/console/organisations`;
  const organisation = `${publicUrl}/console/orgs/${organisationId}`;
  if (connectorId !== undefined) return `${organisation}/connectors/${connectorId}`;
  return endpointId === undefined ? `${organisation}/overview` : `${organisation}/webhooks/endpoints/${endpointId}`;
}

/**
 * What the request log can be narrowed down by: the parameters, the filter that they make, and whether a row passes it.
 */
import { isFault, type Fault } from '../../domain/fault.ts';
import type { RequestFilter, RequestSummary } from '../../domain/provisioning/past-request.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { asking, instant, type QueryParameter, type QueryValues, text, truth, wholeNumber } from '../request/query.ts';
import { storeFilter, storeParameter } from '../request/store-parameter.ts';
import { uuidParameter } from '../request/uuid-parameter.ts';
import { fieldsRefused } from '../request/wording.ts';

const classParameter: QueryParameter<number> = {
  read: (given) => (/^[1-5]xx$/i.test(given) ? Number(given[0]) : undefined),
  message: 'must be one of 1xx, 2xx, 3xx, 4xx, 5xx',
  schema: { type: 'string', enum: ['1xx', '2xx', '3xx', '4xx', '5xx'] },
};

/** Parameters of every list of requests. */
export const requestParameters = {
  status_code: asking('Only those that were answered with this status.', wholeNumber(100, 599)),
  status_class: asking('Only those that were answered with a status of this class.', classParameter),
  error_code: asking('Only refusals of this code.', text),
  external_id: asking('Only those about the object that has this id in the storefront.', text),
  method: asking('Only those of this HTTP method.', text),
  path: asking('Only those to exactly this path; with a `*` at its end, to paths that begin so.', text),
  client_ip: asking('Only those from this address.', text),
  since: asking('Only those from this moment on.', instant),
  until: asking('Only those before this moment.', instant),
  quarantined: asking('Only those that wait for an operator, or only those that do not.', truth),
};

/** Parameters of lists that have the requests of several connectors. */
export const placedRequestParameters = {
  ...requestParameters,
  connector: asking('Only those of this connector.', uuidParameter),
  store: storeParameter,
};

/** The filter that the parameters ask for. */
export function requestFilter(values: QueryValues<typeof requestParameters>): RequestFilter {
  const { status_code, status_class, error_code, external_id, client_ip, method, path, since, until, quarantined } = values;
  return {
    ...(status_code !== undefined && { statusCode: status_code }),
    ...(status_class !== undefined && { statusClass: status_class }),
    ...(error_code !== undefined && { errorCode: error_code }),
    ...(external_id !== undefined && { externalId: external_id }),
    ...(client_ip !== undefined && { clientIp: client_ip }),
    ...(method !== undefined && { method }),
    ...(path !== undefined && (path.endsWith('*') ? { pathStart: path.slice(0, -1) } : { path })),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(quarantined !== undefined && { quarantined }),
  };
}

/** The filter that the parameters of an organisation's list ask for. Refuses a store or a connector that it does not have. */
export async function placedRequestFilter(
  dependencies: Pick<OperatorDependencies, 'repositories'>,
  organisationId: string,
  { store, connector, ...values }: QueryValues<typeof placedRequestParameters>,
): Promise<RequestFilter | Fault> {
  const ofStore = await storeFilter(dependencies, organisationId, store);
  if (isFault(ofStore)) return ofStore;
  if (connector === undefined) return { ...requestFilter(values), ...ofStore };
  // The index of a connector's requests does not begin with the organisation: another one's would be looked through in vain.
  const known = await dependencies.repositories.connectors.find(organisationId, connector);
  if (known === undefined) return fieldsRefused([{ path: 'connector', message: 'is not a connector of this organisation' }]);
  return { ...requestFilter(values), ...ofStore, connectorId: known.id };
}

/** True for a row that the filter lets through, as the list would. */
export function passesRequestFilter(filter: RequestFilter, row: RequestSummary): boolean {
  const { statusClass, pathStart, since = -Infinity, until = Infinity, ...compared } = filter;
  const receivedAt = row.receivedAt.getTime();
  return (
    Object.entries(compared).every(([name, value]) => value === row[name as keyof typeof compared]) && // its own keys
    (statusClass === undefined || Math.floor(row.statusCode / 100) === statusClass) &&
    (pathStart === undefined || row.path.startsWith(pathStart)) &&
    receivedAt >= since &&
    receivedAt < until
  );
}

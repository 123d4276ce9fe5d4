/**
 * `/orgs/{org}/stores/{store}/connectors` and `/connectors/{id}`: who may speak for a store. The key and the signing
 * secret are shown when they are made, and never again.
 */
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import { displayPrefix, hashToken, mintToken } from '../../domain/key-token.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { StoredConnector } from '../../domain/provisioning/stored-connector.ts';
import { uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import type { LoadedAdapter } from '../../sdk/catalogue.ts';
import {
  adapterFor,
  canonicalRanges,
  type ConnectorBody,
  connectorFaults,
  expiryOf,
  readConnector,
  requiresSignature,
} from './connector-body.ts';
import { hintOf, sealSettings } from './connector-settings.ts';
import { connectorView } from './connector-view.ts';
import { relayFaults } from './relay-setting.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { findStore, locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { newConnectorSecret, secretContext } from '../secrets.ts';
import { fieldsRefused } from '../request/wording.ts';

const dayMilliseconds = 24 * 60 * 60 * 1_000;
const defaultRateLimit = 600;

const connectorSchema = component('Connector');

/** Create, list, get. */
export function connectorRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, catalogue } = dependencies;
  const view = connectorView(dependencies);
  return [
    operation({
      method: 'POST',
      path: '/orgs/:org/stores/:store/connectors',
      operationId: 'createConnector',
      summary: 'Makes a connector for a store',
      description: 'The key and the signing secret are shown in this answer, and never again.',
      find: (request) => findStore(dependencies, request),
      body: readConnector,
      answers: { 201: component('ConnectorCreated') },
      async handle({ subject: store, body }) {
        const loaded = adapterFor(body, store, catalogue);
        if ('message' in loaded) return fieldsRefused([loaded]);
        const faults = await connectorFaults(body, loaded);
        if (faults.length > 0) return fieldsRefused(faults);
        const unreachable = await relayFaults(body.config ?? {}, loaded, store, dependencies.judgeUrl);
        if (unreachable.length > 0) return fieldsRefused(unreachable);
        const { draft, key, secret } = draftConnector(body, loaded, dependencies);
        const connector = await repositories.connectors.create(store.organisationId, store.id, draft);
        if (connector === undefined) return fault('not_found');
        return jsonReply(201, { ...view(connector, undefined), key: key ?? null, signing_secret_plain: secret });
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/stores/:store/connectors',
      operationId: 'listConnectors',
      summary: "Lists a store's connectors, revoked ones too",
      find: (request) => findStore(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(connectorSchema) },
      async handle({ subject: store, query }) {
        const page = await repositories.connectors.list(store.organisationId, store.id, pageRequest(query));
        const traffic = await trafficOfDay(dependencies, store.organisationId, page.rows);
        return listReply(page, (connector) => view(connector, traffic.get(connector.id)));
      },
    }),
    operation({
      method: 'GET',
      path: '/connectors/:id',
      operationId: 'getConnector',
      summary: 'Gives one connector',
      find: (request) => findConnector(dependencies, request),
      answers: { 200: connectorSchema },
      handle: async ({ subject: connector }) => jsonReply(200, await viewWithTraffic(dependencies, connector)),
    }),
  ];
}

/** The connector at `:id`. */
async function findConnector(dependencies: OperatorDependencies, request: OperatorRequest): Promise<StoredConnector | Fault> {
  const located = await locate(dependencies, 'connector', request);
  if (isFault(located)) return located;
  return (await dependencies.repositories.connectors.find(located.organisationId, located.id)) ?? fault('not_found');
}

/** One connector as it is shown, with its counts. */
export async function viewWithTraffic(dependencies: OperatorDependencies, connector: StoredConnector): Promise<object> {
  const traffic = await trafficOfDay(dependencies, connector.organisationId, [connector]);
  return connectorView(dependencies)(connector, traffic.get(connector.id));
}

/** Their requests of the last 24 hours, by their ids. */
export function trafficOfDay(
  { repositories, clock }: OperatorDependencies,
  organisationId: string,
  connectors: readonly StoredConnector[],
) {
  const ids = connectors.map(({ id }) => id);
  return repositories.connectors.countTraffic(organisationId, ids, clock.now() - dayMilliseconds);
}

/** What a new connector is made of; `draft` completes it when the store's row is held. */
function draftConnector(
  body: ConnectorBody,
  loaded: LoadedAdapter,
  { secretBox, clock, randomBytes }: OperatorDependencies,
): { draft: (store: Store) => Promise<StoredConnector>; key: string | undefined; secret: string } {
  const { keyPrefix, configSchema, scopes } = loaded.adapter;
  const key = keyPrefix === undefined ? undefined : mintToken(keyPrefix, randomBytes);
  const secret = newConnectorSecret(randomBytes);
  const now = clock.now();
  const id = uuidV7(now, randomBytes);
  const settings = body.config ?? {};
  const draft = async (store: Store): Promise<StoredConnector> => ({
    organisationId: store.organisationId,
    id,
    storeId: store.id,
    name: body.name,
    format: body.payload_format,
    keyHash: key ? hashToken(key) : null,
    keyPrefix: key && keyPrefix ? displayPrefix(key, keyPrefix) : null,
    scopes: body.scopes ?? scopes,
    requireSignature: requiresSignature(body.require_signature ?? false, loaded),
    ipAllowlist: canonicalRanges(body.ip_allowlist ?? []),
    rateLimitPerMinute: body.rate_limit_per_minute ?? loaded.adapter.inbound?.rateLimitPerMinute ?? defaultRateLimit,
    ...sealSettings(settings, configSchema, { organisationId: store.organisationId, id }, secretBox),
    sealedSecret: secretBox.seal(secret, secretContext('connectors', store.organisationId, id)),
    sealedPreviousSecret: null,
    previousSecretExpiresAt: null,
    secretChangedAt: new Date(now),
    hint: await hintOf(loaded.adapter, settings, store),
    expiresAt: expiryOf(body.expires_at ?? null),
    revokedAt: null,
    lastUsedAt: null,
    createdAt: new Date(now),
    updatedAt: new Date(now),
  });
  return { draft, key, secret };
}

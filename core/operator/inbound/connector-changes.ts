/**
 * Changes of one connector: `PATCH /connectors/{id}`, revoke, rotate-secret. Each is forgotten by this process's
 * directory at once, so that the next request meets it.
 */
import type { Awaitable } from '../../domain/awaitable.ts';
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { StoredConnector } from '../../domain/provisioning/stored-connector.ts';
import { component } from '../../schemas/field.ts';
import type { LoadedAdapter } from '../../sdk/catalogue.ts';
import { bodyReader } from '../request/body.ts';
import {
  canonicalRanges,
  type ConnectorChangeBody,
  expiryOf,
  fixedFields,
  immutableFault,
  readConnectorChange,
  requiresSignature,
  settingsFaults,
  signatureFaults,
} from './connector-body.ts';
import { hintOf, mergeSettings, openSettings, sealSettings } from './connector-settings.ts';
import { viewWithTraffic } from './connectors.ts';
import { relayChangeFaults } from './relay-setting.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { locate, type Located } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { graceEnd, newConnectorSecret, rotate, type RotationBody, rotationShape, secretContext } from '../secrets.ts';
import { fieldsRefused } from '../request/wording.ts';

const rotationBody = bodyReader<RotationBody>(rotationShape);

const revoked = fault('conflict', 'a revoked connector has no use for a new secret');
const connectorSchema = component('Connector');

/** Change, revoke, rotate the secret. */
export function connectorChangeRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { secretBox, clock, randomBytes } = dependencies;
  const findConnector = (request: OperatorRequest) => locate(dependencies, 'connector', request);
  return [
    operation({
      method: 'PATCH',
      path: '/connectors/:id',
      operationId: 'changeConnector',
      summary: 'Changes a connector',
      description: 'What is absent stays as it is. Scopes, payload format and store cannot be changed.',
      async find(request) {
        const located = await findConnector(request);
        return isFault(located) ? located : (immutableFault(request.json) ?? located);
      },
      body: readConnectorChange,
      answers: { 200: connectorSchema },
      refusals: [fixedFields(['scopes'])],
      async handle({ subject, body }) {
        const faults = body.config === undefined ? [] : await relayChangeFaults(dependencies, subject, body.config);
        if (faults.length > 0) return fieldsRefused(faults);
        const connector = await change(dependencies, subject, (current, store) => changed(dependencies, current, store, body));
        return isFault(connector) ? connector : jsonReply(200, await viewWithTraffic(dependencies, connector));
      },
    }),
    operation({
      method: 'POST',
      path: '/connectors/:id/revoke',
      operationId: 'revokeConnector',
      summary: 'Revokes a connector',
      description: 'Final, and at once: its next request is refused.',
      find: findConnector,
      answers: { 200: connectorSchema },
      async handle({ subject }) {
        const now = new Date(clock.now());
        const connector = await change(dependencies, subject, (current) =>
          current.revokedAt ? current : { ...current, revokedAt: now, updatedAt: now },
        );
        return isFault(connector) ? connector : jsonReply(200, await viewWithTraffic(dependencies, connector));
      },
    }),
    operation({
      method: 'POST',
      path: '/connectors/:id/rotate-secret',
      operationId: 'rotateConnectorSecret',
      summary: 'Gives a connector a new signing secret',
      description: 'The secret is shown in this answer, and never again. During the grace both secrets hold.',
      find: findConnector,
      body: rotationBody,
      answers: { 200: component('SecretRotated') },
      refusals: [revoked],
      async handle({ subject, body }) {
        const secret = newConnectorSecret(randomBytes);
        const now = clock.now();
        const connector = await change(dependencies, subject, (current) => {
          if (current.revokedAt !== null) return revoked;
          const sealed = secretBox.seal(secret, secretContext('connectors', current.organisationId, current.id));
          return { ...current, ...rotate(current, sealed, now, body.grace_seconds ?? 0), updatedAt: new Date(now) };
        });
        if (isFault(connector)) return connector;
        return jsonReply(200, { signing_secret_plain: secret, previous_secret_expires_at: graceEnd(connector, now) });
      },
    }),
  ];
}

async function change(
  dependencies: OperatorDependencies,
  { organisationId, id }: Located,
  decide: (current: StoredConnector, store: Store) => Awaitable<StoredConnector | Fault>,
): Promise<StoredConnector | Fault> {
  const connector = await dependencies.repositories.connectors.change(organisationId, id, decide);
  dependencies.directory.forget(id);
  return connector ?? fault('not_found');
}

async function changed(
  dependencies: OperatorDependencies,
  current: StoredConnector,
  store: Store,
  body: ConnectorChangeBody,
): Promise<StoredConnector | Fault> {
  const loaded = dependencies.catalogue.find(current.format);
  const signature = loaded ? signatureFaults(body, loaded) : [];
  if (signature.length > 0) return fieldsRefused(signature);
  const settings = body.config === undefined ? {} : await changedSettings(dependencies, current, store, body.config, loaded);
  if (isFault(settings)) return settings;
  const wanted = body.require_signature ?? current.requireSignature;
  return {
    ...current,
    ...settings,
    name: body.name ?? current.name,
    requireSignature: loaded ? requiresSignature(wanted, loaded) : wanted,
    ipAllowlist: body.ip_allowlist === undefined ? current.ipAllowlist : canonicalRanges(body.ip_allowlist),
    rateLimitPerMinute: body.rate_limit_per_minute ?? current.rateLimitPerMinute,
    expiresAt: body.expires_at === undefined ? current.expiresAt : expiryOf(body.expires_at),
    updatedAt: new Date(dependencies.clock.now()),
  };
}

async function changedSettings(
  { secretBox }: OperatorDependencies,
  current: StoredConnector,
  store: Store,
  patch: Readonly<Record<string, unknown>>,
  loaded: LoadedAdapter | undefined,
): Promise<Partial<StoredConnector> | Fault> {
  if (!loaded)
    return fieldsRefused([{ path: 'config', message: 'cannot be checked: the adapter of this connector is not loaded' }]);
  const settings = mergeSettings(openSettings(current, secretBox), patch);
  const faults = await settingsFaults(settings, loaded);
  if (faults.length > 0) return fieldsRefused(faults);
  return {
    ...sealSettings(settings, loaded.adapter.configSchema, current, secretBox),
    hint: await hintOf(loaded.adapter, settings, store),
  };
}

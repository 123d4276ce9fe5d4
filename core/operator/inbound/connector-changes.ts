/**
 * Changes of one connector: `PATCH /connectors/{id}`, revoke, rotate-secret. Each is forgotten by this process's
 * directory at once, so that the next request meets it.
 */
import type { Awaitable } from '../../domain/awaitable.ts';
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { StoredConnector } from '../../domain/provisioning/stored-connector.ts';
import type { LoadedAdapter } from '../../sdk/catalogue.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import {
  canonicalRanges,
  type ConnectorChangeBody,
  expiryOf,
  immutableFault,
  readConnectorChange,
  requiresSignature,
  settingsFaults,
  signatureFaults,
} from './connector-body.ts';
import { hintOf, mergeSettings, openSettings, sealSettings } from './connector-settings.ts';
import { viewWithTraffic } from './connectors.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { locate } from '../request/lookups.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { graceEnd, newConnectorSecret, rotate, type RotationBody, rotationShape, secretContext } from '../secrets.ts';
import { fieldsRefused } from '../request/wording.ts';

const readRotation = bodyReader<RotationBody>(rotationShape);

/** Change, revoke, rotate the secret. */
export function connectorChangeRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { secretBox, clock, randomBytes } = dependencies;
  return [
    {
      method: 'PATCH',
      path: '/connectors/:id',
      async handle(request) {
        const connector = await change(dependencies, request, () => {
          const body = immutableFault(request.json) ?? readConnectorChange(request.json);
          return isFault(body) ? body : (current, store) => changed(dependencies, current, store, body);
        });
        return isFault(connector) ? connector : jsonReply(200, await viewWithTraffic(dependencies, connector));
      },
    },
    {
      method: 'POST',
      path: '/connectors/:id/revoke',
      async handle(request) {
        const connector = await change(dependencies, request, () => {
          const body = readNothing(request.json);
          const now = new Date(clock.now());
          return isFault(body)
            ? body
            : (current) => (current.revokedAt ? current : { ...current, revokedAt: now, updatedAt: now });
        });
        return isFault(connector) ? connector : jsonReply(200, await viewWithTraffic(dependencies, connector));
      },
    },
    {
      method: 'POST',
      path: '/connectors/:id/rotate-secret',
      async handle(request) {
        const secret = newConnectorSecret(randomBytes);
        const now = clock.now();
        const connector = await change(dependencies, request, () => {
          const body = readRotation(request.json);
          if (isFault(body)) return body;
          return (current) => {
            if (current.revokedAt !== null) return fault('conflict', 'a revoked connector has no use for a new secret');
            const sealed = secretBox.seal(secret, secretContext('connectors', current.organisationId, current.id));
            return { ...current, ...rotate(current, sealed, now, body.grace_seconds ?? 0), updatedAt: new Date(now) };
          };
        });
        if (isFault(connector)) return connector;
        return jsonReply(200, { signing_secret_plain: secret, previous_secret_expires_at: graceEnd(connector, now) });
      },
    },
  ];
}

type Decide = (current: StoredConnector, store: Store) => Awaitable<StoredConnector | Fault>;

/** Finds the connector before it reads the body: whose it is comes before what is wrong with the question. */
async function change(
  dependencies: OperatorDependencies,
  request: OperatorRequest,
  read: () => Decide | Fault,
): Promise<StoredConnector | Fault> {
  const located = await locate(dependencies, 'connector', request);
  if (isFault(located)) return located;
  const decide = read();
  if (isFault(decide)) return decide;
  const connector = await dependencies.repositories.connectors.change(located.organisationId, located.id, decide);
  dependencies.directory.forget(located.id);
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

/**
 * `POST /connectors/{id}/dry-run`: what a connector would make of a body, with its settings or with some that are only tried. Nothing is
 * stored, and nobody's limits are touched.
 */
import { fault, isFault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Meaning } from '../../domain/provisioning/dry-run.ts';
import { factsOf } from '../../domain/provisioning/store.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import { settingsFaults } from './connector-body.ts';
import { mergeSettings, openSettings, type Settings } from './connector-settings.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { locate } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import type { OperatorRoute } from '../request/route.ts';
import { fieldsRefused } from '../request/wording.ts';

interface DryRunBody {
  /** The request's body as text. */
  readonly body: string;
  readonly content_type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON Merge Patch of the settings, for this trial only. */
  readonly config?: Settings;
  /** One of the format's paths; absent means its first that takes a body. */
  readonly path?: string;
  readonly method?: string;
}

const text = (maxLength: number, description: string) => ({ type: 'string', maxLength, description });

const dryRunBody = bodyReader<DryRunBody>({
  properties: {
    body: { type: 'string', description: "The request's body, as text.", examples: ['{"external_id": "shop-1001"}'] },
    content_type: text(255, 'Its media type.'),
    headers: {
      type: 'object',
      maxProperties: 100,
      additionalProperties: text(16_384, 'The value.'),
      description: 'Its headers.',
    },
    config: { type: 'object', description: "A JSON Merge Patch of the connector's settings, for this trial only." },
    path: {
      ...text(2_048, "One of the format's paths; absent means its first that takes a body."),
      pattern: '^/',
      examples: ['/integrations/v1/orders'],
    },
    method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], description: 'The HTTP method.', default: 'POST' },
  },
  required: ['body'],
});

const notLoaded = fault('conflict', 'the adapter of this connector is not loaded');
const noRoute = fault('conflict', 'no route of the format answers this method and path');

/** Try out. */
export function dryRunRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, catalogue, secretBox, dryRun } = dependencies;
  return [
    operation({
      method: 'POST',
      path: '/connectors/:id/dry-run',
      changes: false,
      operationId: 'dryRunConnector',
      summary: 'Says what a connector would make of a request',
      description: 'Nothing is stored, and nobody has to prove anything.',
      find: (request) => locate(dependencies, 'connector', request),
      body: dryRunBody,
      answers: { 200: component('DryRun') },
      refusals: [notLoaded, noRoute],
      async handle({ subject: located, body: given }) {
        const connector = await repositories.connectors.find(located.organisationId, located.id);
        const store = connector && (await repositories.stores.find(located.organisationId, connector.storeId));
        if (connector === undefined || store === undefined) return fault('not_found');
        const loaded = catalogue.find(connector.format);
        if (loaded === undefined) return notLoaded;
        const config = mergeSettings(openSettings(connector, secretBox), given.config ?? {});
        const faults = await settingsFaults(config, loaded);
        if (faults.length > 0) return fieldsRefused(faults);
        const result = await dryRun({
          format: connector.format,
          method: given.method ?? 'POST',
          ...(given.path !== undefined && { path: given.path }),
          headers: headersOf(given),
          body: Buffer.from(given.body),
          config,
          store: factsOf(store),
        });
        if (isFault(result)) return result;
        const { meaning, reply } = result;
        return jsonReply(200, {
          translation: isFault(meaning) ? null : shown(meaning),
          refusal: isFault(meaning) ? { error: meaning.code, detail: meaning.detail, fields: meaning.fields ?? [] } : null,
          reply: { status: reply.status, body: reply.body },
        });
      },
    }),
  ];
}

function headersOf({ content_type, headers = {} }: DryRunBody): Readonly<Record<string, string>> {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return content_type === undefined ? named : { ...named, 'content-type': content_type };
}

/** A command as the request log shows it; what is no command says so by its name. */
function shown(meaning: Meaning): object {
  switch (meaning.kind) {
    case 'command':
      return meaning.command;
    case 'query':
      return meaning.query;
    case 'ignore':
    case 'quarantine':
      return { name: meaning.kind, reason: meaning.reason };
    default:
      return meaning satisfies never;
  }
}

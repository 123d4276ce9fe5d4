/**
 * Serves the API references that adapters ask for: each covers every route below its own folder, whoever owns it.
 */
import type { IRouter } from 'express';
import { jsonReply } from '../domain/http-reply.ts';
import { describedFormat, webhooks } from '../read-api/openapi-webhooks.ts';
import { schemas } from '../schemas/index.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { sendReply } from './answer.ts';
import { describeApi, type ReferenceSubject } from './openapi.ts';
import type { PublishedDocument } from './reference/mount.ts';
import type { RequestScope } from './request-scope.ts';

/**
 * Mounts them, and gives them back for their pages. Each document is made when it is first asked for, and once: routes do not
 * change while the hub runs.
 */
export function mountReferences(
  router: IRouter,
  adapters: AdapterCatalogue,
  serverUrl: string,
  routes: ReferenceSubject['routes'],
  scope: RequestScope,
): readonly PublishedDocument[] {
  return adapters.loaded.flatMap(({ adapter }) => {
    const reference = adapter.inbound?.reference;
    if (!reference) return [];
    const folder = reference.path.slice(0, reference.path.lastIndexOf('/') + 1);
    const subject = {
      title: reference.title,
      version: adapter.version,
      serverUrl,
      routes: routes.filter(({ route }) => route.path.startsWith(folder)),
      probes: (adapter.inbound?.probes ?? []).filter(({ path }) => path.startsWith(folder)),
      ...(adapter.format === describedFormat && { outgoing: { webhooks, schemas } }),
    };
    let document: Promise<JsonSchema> | undefined;
    const read = (): Promise<JsonSchema> =>
      (document ??= describeApi(subject).catch((error: unknown) => {
        document = undefined; // an adapter that failed may be there again at the next request
        throw error;
      }));
    scope.on(router, 'GET', reference.path, async (_request, response) => {
      sendReply(response, jsonReply(200, await read()), { requestId: scope.idOf(response) });
    });
    return [{ title: reference.title, source: reference.path, read }];
  });
}

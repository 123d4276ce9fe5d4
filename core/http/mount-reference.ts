/**
 * Serves the API references that adapters ask for: each covers every route below its own folder, whoever owns it.
 */
import type { IRouter } from 'express';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import { describedFormat, webhooks } from '../read-api/openapi-webhooks.ts';
import { schemas } from '../schemas/index.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import { sendReply } from './answer.ts';
import { describeApi, type ReferenceSubject } from './openapi.ts';
import type { RequestScope } from './request-scope.ts';

/** Mounts them. Each document is made when it is first asked for, and once: routes do not change while the hub runs. */
export function mountReferences(
  router: IRouter,
  adapters: AdapterCatalogue,
  serverUrl: string,
  routes: ReferenceSubject['routes'],
  scope: RequestScope,
): void {
  for (const { adapter } of adapters.loaded) {
    const reference = adapter.inbound?.reference;
    if (!reference) continue;
    const folder = reference.path.slice(0, reference.path.lastIndexOf('/') + 1);
    const subject = {
      title: reference.title,
      version: adapter.version,
      serverUrl,
      routes: routes.filter(({ route }) => route.path.startsWith(folder)),
      probes: (adapter.inbound?.probes ?? []).filter(({ path }) => path.startsWith(folder)),
      ...(adapter.format === describedFormat && { outgoing: { webhooks, schemas } }),
    };
    let reply: Promise<HttpReply> | undefined;
    const describe = async () => jsonReply(200, await describeApi(subject));
    scope.on(router, 'GET', reference.path, async (_request, response) => {
      reply ??= describe().catch((error: unknown) => {
        reply = undefined; // an adapter that failed may be there again at the next request
        throw error;
      });
      sendReply(response, await reply, { requestId: scope.idOf(response) });
    });
  }
}

/**
 * `POST /webhook-urls/judge`: which URLs the hub would deliver to, for whoever plans endpoints before making any. It changes
 * nothing and sends nothing, and tells an admin no more than saving an endpoint would.
 */
import { jsonReply } from '../../domain/http-reply.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { component } from '../../schemas/field.ts';
import { bodyReader } from '../request/body.ts';
import { operation } from '../request/operation.ts';
import type { OperatorRoute } from '../request/route.ts';
import { urlFault } from './endpoint-body.ts';

const urlsBody = bodyReader<{ readonly urls: readonly string[] }>({
  properties: {
    urls: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 2_048 },
      maxItems: 100,
      description: 'The URLs.',
      examples: [['https://app.example.com/hook']],
    },
  },
  required: ['urls'],
});

/** The one call; its rows are in the order of the URLs, with `error` and `detail` null for a URL that is allowed. */
export function webhookUrlRoutes({ judgeUrl }: OperatorDependencies): readonly OperatorRoute[] {
  return [
    operation({
      method: 'POST',
      path: '/webhook-urls/judge',
      access: 'org_admin',
      changes: false,
      operationId: 'judgeWebhookUrls',
      summary: 'Says to which URLs the hub would deliver',
      description: 'Nothing is changed, and nothing is sent.',
      body: urlsBody,
      answers: { 200: component('UrlVerdicts') },
      async handle({ body }) {
        const faults = await Promise.all(body.urls.map((url) => urlFault({ url }, judgeUrl)));
        const rows = faults.map((found, index) => ({
          url: body.urls[index],
          error: found?.code ?? null,
          detail: found?.detail ?? null,
        }));
        return jsonReply(200, { rows });
      },
    }),
  ];
}

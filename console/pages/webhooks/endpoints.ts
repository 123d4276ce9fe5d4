/** What the pages know of endpoints: lists, one of them, and what each is called. */
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, type Rows, useRows } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';

/** An endpoint as the operator API gives it. */
export type Endpoint = Schemas['WebhookEndpoint'];

/** The format of endpoints that operators make. */
export const operatorFormat = 'peptideclients';

/** The format of people who are mailed alerts: an endpoint each, of which no list is shown. */
const alertFormat = 'crossdock:email';

/** Those that operators made. */
export function useEndpoints(): Rows<Endpoint> {
  const { slug: org } = useOrganisation();
  return useRows(['webhook-endpoints', org, 'rows'], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/webhook-endpoints', {
        params: { path: { org }, query: { limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
}

/** One, whoever made it. */
export function useEndpoint(id: string) {
  return useQuery({
    queryKey: ['webhook-endpoint', id],
    queryFn: () => answerOf(api.GET('/webhook-endpoints/{id}', { params: { path: { id } } })),
  });
}

/** Makes every view of endpoints ask anew, after one of them changed. */
export function useEndpointsChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return useCallback(
    () =>
      Promise.all(
        ['webhook-endpoints', 'webhook-endpoint', 'deliveries'].map((name) =>
          queryClient.invalidateQueries({ queryKey: [name] }),
        ),
      ),
    [queryClient],
  );
}

/** The formats whose adapters send; nothing while they are on their way. */
export function useOutboundFormats(): readonly string[] {
  const { data } = useQuery({ queryKey: ['adapters'], queryFn: () => answerOf(api.GET('/adapters')) });
  return useMemo(
    () => (data?.rows ?? []).filter(({ capabilities }) => capabilities.includes('outbound')).map(({ id }) => id),
    [data],
  );
}

/** Every endpoint of the organisation by its id, of each format the first hundred. Deleted ones are in no list. */
export function useEndpointsById(): ReadonlyMap<string, Endpoint> {
  const { slug: org } = useOrganisation();
  const formats = useOutboundFormats();
  return useQueries({
    queries: [...formats, alertFormat].map((format) => ({
      queryKey: ['webhook-endpoints', org, 'first', format],
      queryFn: () =>
        answerOf(api.GET('/orgs/{org}/webhook-endpoints', { params: { path: { org }, query: { limit: pageLimit, format } } })),
    })),
    combine: byId,
  });
}

function byId(results: readonly { readonly data?: { readonly rows: readonly Endpoint[] } | undefined }[]) {
  return new Map(results.flatMap(({ data }) => data?.rows ?? []).map((endpoint) => [endpoint.id, endpoint]));
}

/** What people call an endpoint: what it is for, or else where it is. */
export function nameOf({ description, url }: Pick<Endpoint, 'description' | 'url'>): string {
  return description ?? url.replace(/^https?:\/\//, '');
}

/** True for one that a storefront or a list of alert recipients made: operators can stop it, and nothing else. */
export function isForeign({ connector_id, format }: Endpoint): boolean {
  return connector_id !== null || format !== operatorFormat;
}

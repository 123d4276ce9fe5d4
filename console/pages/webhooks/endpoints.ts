/** What the pages know of endpoints: lists, one of them, and what each is called. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, type Rows, useRows } from '../../api/pages.ts';
import { useOrganisation } from '../../app/organisation.tsx';

/** An endpoint as the operator API gives it. */
export type Endpoint = Schemas['WebhookEndpoint'];

/** The format of endpoints that operators make. */
const operatorFormat = 'peptideclients';

/** The format of people who are mailed alerts, each of whom is an endpoint. */
const alertFormat = 'crossdock:email';

const refetchMilliseconds = 15_000;

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
    refetchInterval: refetchMilliseconds, // the hub, too, changes how it stands
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

/** The formats whose adapters send; undefined while they are on their way. */
function useOutboundFormats(): readonly string[] | undefined {
  const { data } = useQuery({ queryKey: ['adapters'], queryFn: () => answerOf(api.GET('/adapters')) });
  return useMemo(() => data?.rows.filter(({ capabilities }) => capabilities.includes('outbound')).map(({ id }) => id), [data]);
}

/** Every endpoint of the organisation, of any format. Deleted ones are in no list. */
export function useAllEndpoints() {
  const { slug: org } = useOrganisation();
  const formats = useOutboundFormats();
  return useQuery({
    queryKey: ['webhook-endpoints', org, 'all', formats],
    queryFn: async () => {
      const all = await Promise.all([...(formats ?? []), alertFormat].map((format) => endpointsOf(org, format)));
      return all.flat();
    },
    enabled: formats !== undefined,
  });
}

/** The same by their ids; undefined while they are on their way. */
export function useEndpointsById(): ReadonlyMap<string, Endpoint> | undefined {
  const { data } = useAllEndpoints();
  return useMemo(() => data && new Map(data.map((endpoint) => [endpoint.id, endpoint])), [data]);
}

/** All of one format: an organisation has some dozens at most. */
async function endpointsOf(org: string, format: string): Promise<readonly Endpoint[]> {
  const all: Endpoint[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { limit: pageLimit, format, ...(cursor !== undefined && { cursor }) };
    const page = await answerOf(api.GET('/orgs/{org}/webhook-endpoints', { params: { path: { org }, query } }));
    all.push(...page.rows);
    cursor = page.next_cursor;
  }
  return all;
}

/** What people call an endpoint: what it is for, or else where it is. */
export function nameOf({ description, url }: Pick<Endpoint, 'description' | 'url'>): string {
  return description ?? url.replace(/^https?:\/\//, '');
}

/** True for one that a storefront or a list of alert recipients made: operators can stop it, and nothing else. */
export function isForeign({ connector_id, format }: Endpoint): boolean {
  return connector_id !== null || format !== operatorFormat;
}

/** Where endpoints of its kind are listed, by the names of `useHref`, and what that list is called. */
export function listOf(endpoint: Endpoint): { readonly names: readonly string[]; readonly title: string } {
  if (!isForeign(endpoint)) return { names: ['webhooks'], title: 'Webhooks' };
  return endpoint.format === alertFormat
    ? { names: ['team'], title: 'Alerts are sent to' }
    : { names: ['webhooks', 'storefronts'], title: 'Made by storefronts' };
}

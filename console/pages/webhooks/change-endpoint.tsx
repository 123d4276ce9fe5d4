/** Changes an endpoint that operators made. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { changesOf, draftOf, type EndpointDraft } from './endpoint-draft.ts';
import { EndpointForm } from './endpoint-form.tsx';
import { type Endpoint, isForeign, nameOf, useEndpoint, useEndpointsChanged } from './endpoints.ts';

/** The page. */
export function ChangeEndpointPage({ id }: { readonly id: string }) {
  const { data, error, refetch } = useEndpoint(id);
  const mayChange = useCan('org_admin');
  return (
    <Page title={data === undefined ? 'Endpoint' : `Change ${nameOf(data)}`}>
      <Panel>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {data === undefined && !error && <Loading lines={8} />}
        {data && (!mayChange || isForeign(data)) && (
          <Empty title="This endpoint is not changed here">
            {mayChange ? "Change it where it was made: through the storefront, or in its connector's settings." : 'Ask an admin.'}
          </Empty>
        )}
        {data && mayChange && !isForeign(data) && <Change endpoint={data} />}
      </Panel>
    </Page>
  );
}

function Change({ endpoint }: { readonly endpoint: Endpoint }) {
  const { id } = endpoint;
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const tell = useTell();
  const changed = useEndpointsChanged();
  const [initial] = useState(() => draftOf(endpoint));
  const leave = () => navigate(hrefOf('webhooks', 'endpoints', id));
  const save = useMutation({
    mutationFn: (draft: EndpointDraft) =>
      answerOf(api.PATCH('/webhook-endpoints/{id}', { params: { path: { id } }, body: changesOf(initial, draft) })),
    onSuccess: async () => {
      await changed();
      tell.done('The endpoint is changed.');
      leave();
    },
  });
  return (
    <EndpointForm
      initial={initial}
      verb="Save the changes"
      busy={save.isPending}
      error={save.error}
      onSubmit={save.mutate}
      onCancel={leave}
    />
  );
}

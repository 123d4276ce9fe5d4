/** Makes an endpoint, and shows its secret once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { blankDraft, bodyOf, type EndpointDraft } from './endpoint-draft.ts';
import { EndpointForm } from './endpoint-form.tsx';
import { useEndpointsChanged } from './endpoints.ts';
import { NewSecret } from './new-secret.tsx';

/** The page of a new endpoint: the form first, then what to do with what came of it. */
export function NewEndpointPage() {
  const [created, setCreated] = useState<Schemas['WebhookEndpointCreated']>();
  const mayCreate = useCan('org_admin');
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const changed = useEndpointsChanged();
  const create = useMutation({
    gcTime: 0, // the answer holds the secret
    mutationFn: (draft: EndpointDraft) =>
      answerOf(api.POST('/orgs/{org}/webhook-endpoints', { params: { path: { org } }, body: bodyOf(draft) })),
    onSuccess: async (endpoint) => {
      setCreated(endpoint);
      await changed();
    },
  });
  if (!mayCreate) {
    return (
      <Page title="New endpoint">
        <Empty title="Endpoints are made by admins">An admin of the organisation can make one, or make you one of them.</Empty>
      </Page>
    );
  }
  if (created !== undefined) {
    return (
      <Page title="The endpoint is ready" description={created.url}>
        <NewSecret endpointId={created.id} secret={created.signing_secret_plain} />
      </Page>
    );
  }
  return (
    <Page title="New endpoint" description="An address of yours that the hub tells of what happens, signed, until it answers.">
      <Panel>
        <EndpointForm
          initial={blankDraft}
          verb="Create the endpoint"
          busy={create.isPending}
          error={create.error}
          onSubmit={create.mutate}
          onCancel={() => navigate(hrefOf('webhooks'))}
        />
      </Panel>
    </Page>
  );
}

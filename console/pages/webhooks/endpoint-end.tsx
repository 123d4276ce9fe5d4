/** Stopping an endpoint for good. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/page.tsx';
import { useTell } from '../../ui/toasts.tsx';
import styles from './endpoint-end.module.css';
import { useEndpointSwitch } from './endpoint-switch.tsx';
import { type Endpoint, isForeign, listOf, nameOf } from './endpoints.ts';

/** Disable, delete. Each asks first: what waits for the endpoint is lost. */
export function EndpointEnd({ endpoint }: { readonly endpoint: Endpoint }) {
  const [asked, setAsked] = useState<'disable' | 'delete'>();
  const { enabled } = endpoint;
  return (
    <Panel title="Stop it">
      <p>
        A disabled endpoint gets no events and keeps its settings. A deleted one is gone; its deliveries can still be read.
        {isForeign(endpoint) && ' Whoever made it, through the storefront or its settings, can make it again.'}
      </p>
      <div className={styles.buttons}>
        {enabled && (
          <Button kind="danger" onClick={() => setAsked('disable')}>
            Disable
          </Button>
        )}
        <Button kind="danger" onClick={() => setAsked('delete')}>
          Delete
        </Button>
      </div>
      {asked === 'disable' && <Disable endpoint={endpoint} onClose={() => setAsked(undefined)} />}
      {asked === 'delete' && <Delete endpoint={endpoint} onClose={() => setAsked(undefined)} />}
    </Panel>
  );
}

interface EndProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

function Disable({ endpoint: { id }, onClose }: EndProps) {
  const disable = useEndpointSwitch(id, 'The endpoint is disabled.');
  return (
    <ConfirmDialog
      title="Disable the endpoint?"
      verb="Disable the endpoint"
      busy={disable.isPending}
      onConfirm={() => disable.mutate({ enabled: false }, { onSettled: onClose })}
      onClose={onClose}
    >
      <p>
        What waits for it now is cancelled, and nothing that happens from now on is kept for it. To hold deliveries back for a
        while, pause it.
      </p>
    </ConfirmDialog>
  );
}

function Delete({ endpoint, onClose }: EndProps) {
  const { id } = endpoint;
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const tell = useTell();
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE('/webhook-endpoints/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      tell.done('The endpoint is deleted.');
      navigate(hrefOf(...listOf(endpoint).names));
      await queryClient.invalidateQueries({ queryKey: ['webhook-endpoints'] });
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${nameOf(endpoint)}?`}
      verb="Delete the endpoint"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>What waits for it is cancelled. The endpoint, its settings and its secret cannot be brought back.</p>
    </ConfirmDialog>
  );
}

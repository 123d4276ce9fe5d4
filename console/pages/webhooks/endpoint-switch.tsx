/** The brakes of an endpoint, which operators may pull whoever made it. */
import { useMutation } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { type Endpoint, useEndpointsChanged } from './endpoints.ts';

/** Pauses, resumes, enables or disables the endpoint with this id; `done` is told once it is. */
export function useEndpointSwitch(id: string, done: string) {
  const changed = useEndpointsChanged();
  const tell = useTell();
  return useMutation({
    mutationFn: (body: { readonly paused: boolean } | { readonly enabled: boolean }) =>
      answerOf(api.PATCH('/webhook-endpoints/{id}', { params: { path: { id } }, body })),
    onSuccess: async () => {
      await changed();
      tell.done(done);
    },
    onError: tell.failed,
  });
}

/** Holds deliveries back, or lets them go. */
export function PauseButton({ endpoint: { id, paused, enabled } }: { readonly endpoint: Endpoint }) {
  const pause = useEndpointSwitch(id, paused ? 'Deliveries go on.' : 'Deliveries wait until the endpoint is resumed.');
  if (!enabled) return null;
  return (
    <Button icon={paused ? Play : Pause} busy={pause.isPending} onClick={() => pause.mutate({ paused: !paused })}>
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}

/** Lets an endpoint get events again. */
export function EnableButton({ id }: { readonly id: string }) {
  const enable = useEndpointSwitch(id, 'The endpoint gets events again.');
  return (
    <Button busy={enable.isPending} onClick={() => enable.mutate({ enabled: true })}>
      Enable
    </Button>
  );
}

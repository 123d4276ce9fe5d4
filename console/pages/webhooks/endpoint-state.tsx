/** How an endpoint stands, in a word. */
import { Status } from '../../ui/status.tsx';
import type { Endpoint } from './endpoints.ts';

/** The word for it. Of several that are true it is the one that has to end first. */
export function EndpointState({ endpoint: { enabled, disabled_reason, paused, spared_until } }: { readonly endpoint: Endpoint }) {
  if (!enabled) return <Status tone={disabled_reason === null ? 'idle' : 'bad'}>Disabled</Status>;
  if (paused) return <Status tone="warn">Paused</Status>;
  if (spared_until !== null) return <Status tone="bad">Failing</Status>;
  return <Status tone="good">Enabled</Status>;
}

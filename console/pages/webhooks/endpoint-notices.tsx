/** What keeps an endpoint from getting its events, and what to do about it. */
import { useCan } from '../../app/session.tsx';
import { Notice } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { EnableButton } from './endpoint-switch.tsx';
import type { Endpoint } from './endpoints.ts';

/** Nothing where all is well. */
export function EndpointNotices({ endpoint }: { readonly endpoint: Endpoint }) {
  const { id, enabled, disabled_reason, paused, spared_until, failing_since } = endpoint;
  const mayChange = useCan('org_admin');
  if (!enabled) {
    return (
      <Notice
        tone={disabled_reason === null ? 'idle' : 'bad'}
        title={disabled_reason === null ? 'An operator disabled this endpoint' : `The hub disabled it: ${disabled_reason}`}
        action={mayChange && <EnableButton id={id} />}
      >
        It gets no events, and none are kept for it.
        {disabled_reason !== null && ' Mend the receiver, enable the endpoint, and send again what it missed.'}
      </Notice>
    );
  }
  if (paused) {
    return (
      <Notice tone="warn" title="Deliveries wait">
        The endpoint is paused. Nothing counts as failed meanwhile, and everything goes once it is resumed.
      </Notice>
    );
  }
  if (spared_until === null && failing_since === null) return null;
  return (
    <Notice tone={spared_until === null ? 'warn' : 'bad'} title="The receiver does not answer as it should">
      Nothing has arrived since <Time at={failing_since} as="clock" />.{' '}
      {spared_until !== null && 'So the hub sends one attempt a minute, and everything again once one succeeds. '}
      The latest delivery says why. After five days of nothing but failures the endpoint is disabled.
    </Notice>
  );
}

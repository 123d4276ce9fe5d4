/** Who operates the platform itself: every organisation, and the hub. For its own page, beside the list of organisations. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { Panel } from '../../ui/page.tsx';
import { RecipientTable } from './alert-recipients.tsx';
import { Invitations } from './invitations.tsx';
import { OwnPassword } from './own-password.tsx';
import { People } from './people.tsx';
import { Tokens } from './tokens.tsx';

/** The panels. */
export function PlatformTeam() {
  return (
    <>
      <People scope={null} />
      <Invitations scope={null} />
      <Tokens scope={null} />
      <PlatformAlerts />
      <OwnPassword />
    </>
  );
}

/** Where the hub's own alerts go is set in its environment, so it is only shown. */
function PlatformAlerts() {
  const { data } = useQuery({ queryKey: ['alert-recipients', null], queryFn: () => answerOf(api.GET('/alert-recipients')) });
  if (data === undefined) return null;
  return (
    <Panel title="The hub's own alerts are sent to">
      {data.recipients.length > 0 && <RecipientTable recipients={data.recipients} />}
      <p>
        {data.recipients.length === 0 && 'Nobody. '}They are set where the hub is started, with{' '}
        <code>CROSSDOCK_ALERT_EMAILS</code> and <code>CROSSDOCK_ALERT_WEBHOOK_URL</code>.
      </p>
    </Panel>
  );
}

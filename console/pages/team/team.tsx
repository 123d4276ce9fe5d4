/** Who operates the organisation: people, invitations, tokens; and what concerns the person who looks. */
import { useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Page } from '../../ui/page.tsx';
import { AlertRecipients } from './alert-recipients.tsx';
import { Invitations } from './invitations.tsx';
import { OwnPassword } from './own-password.tsx';
import { People } from './people.tsx';
import { Tokens } from './tokens.tsx';

/** The page. Members see who is there, and change their own password. */
export function TeamPage() {
  const { slug } = useOrganisation();
  const isAdmin = useCan('org_admin');
  return (
    <Page title="Team">
      <People scope={slug} />
      {isAdmin && (
        <>
          <Invitations scope={slug} />
          <Tokens scope={slug} />
          <AlertRecipients org={slug} />
        </>
      )}
      <OwnPassword />
    </Page>
  );
}

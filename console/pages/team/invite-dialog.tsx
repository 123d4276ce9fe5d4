/** Offers somebody an account, and shows the link once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { SecretOnce } from '../../ui/secret-once.tsx';
import { Notice } from '../../ui/status.tsx';
import { roleChoices, roleHint } from './roles.ts';
import { type GivenRole, invite, type Scope, useListChanged } from './team-calls.ts';

interface InviteDialogProps {
  readonly scope: Scope;
  readonly onClose: () => void;
}

/** The dialog. */
export function InviteDialog({ scope, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<GivenRole>('org_member');
  const changed = useListChanged('invitations');
  const offer = useMutation({
    gcTime: 0, // the answer holds the link
    mutationFn: () => invite(scope, email.trim(), role),
    onSuccess: changed,
  });
  if (offer.data) {
    return (
      <Dialog title="The invitation" onClose={onClose} actions={<Button onClick={onClose}>I have kept it</Button>}>
        <Offered invitation={offer.data} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <Form
        verb="Invite"
        busy={offer.isPending}
        error={offer.error}
        fields={['email', 'role']}
        onSubmit={() => offer.mutate()}
        onCancel={onClose}
      >
        <TextField
          label="E-mail"
          type="email"
          autoComplete="off"
          required
          value={email}
          onChange={setEmail}
          error={fieldError(offer.error, 'email')}
        />
        {scope === null ? (
          <p>Who accepts operates the whole platform: every organisation, and the hub itself.</p>
        ) : (
          <SelectField
            label="Role"
            hint={roleHint}
            required
            value={role}
            choices={roleChoices}
            onChange={(value) => setRole(value === 'org_admin' ? 'org_admin' : 'org_member')}
            error={fieldError(offer.error, 'role')}
          />
        )}
      </Form>
    </Dialog>
  );
}

function Offered({ invitation: { email, link, mail, mail_error } }: { readonly invitation: Schemas['InvitationCreated'] }) {
  return (
    <>
      <MailNotice email={email} mail={mail} problem={mail_error} />
      <SecretOnce label="Link" value={link} />
      <p>It works once, for a week, and is shown this once. Whoever has it can take the account.</p>
    </>
  );
}

interface MailNoticeProps {
  readonly email: string;
  readonly mail: Schemas['InvitationCreated']['mail'];
  readonly problem: string | null;
}

function MailNotice({ email, mail, problem }: MailNoticeProps) {
  switch (mail) {
    case 'sent':
      return (
        <Notice tone="good" title={`The link was mailed to ${email}`}>
          Should the mail not arrive, hand the link over yourself.
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="bad" title="The mail could not be sent">
          {problem} Hand the link over yourself.
        </Notice>
      );
    case 'not_configured':
      return (
        <Notice tone="info" title="Hand this link over yourself">
          The hub has no mail server, so nothing was sent to {email}.
        </Notice>
      );
  }
}

/** Where the link of an invitation leads: it stands behind the # of the address, so that it reaches no server's log. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { enterSession } from '../../app/session.tsx';
import { TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Gate } from './gate.tsx';

/** Shows who invites to what, and makes the account. */
export function InvitationPage() {
  const [token] = useState(() => location.hash.slice(1));
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => answerOf(api.POST('/invitations/preview', { body: { token } })),
  });
  if (error) {
    return (
      <Gate title="This invitation does not work">
        <Failure error={error} />
        <p>It may have been used, withdrawn, or be older than a week. Whoever invited you can make a new one.</p>
      </Gate>
    );
  }
  return (
    <Gate title="You are invited">
      {invitation === undefined ? (
        <Loading />
      ) : (
        <>
          <p>
            {invitation.invited_by} invites {invitation.email} to{' '}
            {invitation.organisation === null ? 'operate this hub' : <strong>{invitation.organisation.name}</strong>}.
          </p>
          <Acceptance token={token} email={invitation.email} />
        </>
      )}
    </Gate>
  );
}

function Acceptance({ token, email }: { readonly token: string; readonly email: string }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const accept = useMutation({
    mutationFn: async () => {
      await answerOf(api.POST('/invitations/accept', { body: { token, name, password } }));
      return answerOf(api.POST('/session', { body: { email, password } }));
    },
    onSuccess: ({ csrf_token }) => {
      enterSession(csrf_token);
      queryClient.clear();
      navigate('/', { replace: true });
    },
  });
  return (
    <Form
      verb="Create my account"
      busy={accept.isPending}
      error={accept.error}
      fields={['name', 'password']}
      onSubmit={() => accept.mutate()}
    >
      <TextField
        label="Your name"
        autoComplete="name"
        required
        value={name}
        onChange={setName}
        error={fieldError(accept.error, 'name')}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters. A few words are easier than a riddle."
        required
        value={password}
        onChange={setPassword}
        error={fieldError(accept.error, 'password')}
      />
    </Form>
  );
}

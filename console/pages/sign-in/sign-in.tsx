/** Signing in; and at a hub that nobody has an account of yet, making the first one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { enterSession, sessionKey } from '../../app/session.tsx';
import { TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Notice } from '../../ui/status.tsx';
import { Gate } from './gate.tsx';

/** What is shown to who is not signed in, at whatever address. */
export function SignInPage() {
  const { data, error, refetch } = useQuery({ queryKey: ['setup'], queryFn: () => answerOf(api.GET('/setup')) });
  if (error) {
    return (
      <Gate title="Sign in">
        <Failure error={error} onRetry={() => void refetch()} />
      </Gate>
    );
  }
  if (data === undefined) {
    return (
      <Gate title="Sign in">
        <Loading />
      </Gate>
    );
  }
  return data.needed ? <FirstAccount /> : <SignIn />;
}

function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entered = useEntered();
  const signIn = useMutation({
    mutationFn: () => answerOf(api.POST('/session', { body: { email, password } })),
    onSuccess: entered,
  });
  return (
    <Gate title="Sign in">
      <Form verb="Sign in" busy={signIn.isPending} error={signIn.error} onSubmit={() => signIn.mutate()}>
        <TextField label="E-mail" type="email" autoComplete="username" required value={email} onChange={setEmail} />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
      </Form>
    </Gate>
  );
}

function FirstAccount() {
  const [token, setToken] = useState('');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const entered = useEntered();
  const create = useMutation({
    mutationFn: () => answerOf(api.POST('/setup', { body: { token: token.trim(), email, name, password } })),
    onSuccess: entered,
  });
  const { error } = create;
  return (
    <Gate title="Create the first account">
      <Notice tone="info" title="This hub is new">
        The token was printed when the hub first started, or it is the <code>CROSSDOCK_ADMIN_TOKEN</code> of its environment.
      </Notice>
      <Form
        verb="Create the account"
        busy={create.isPending}
        error={error}
        fields={['token', 'email', 'name', 'password']}
        onSubmit={() => create.mutate()}
      >
        <TextField
          label="Admin token"
          type="password"
          autoComplete="off"
          required
          value={token}
          onChange={setToken}
          error={fieldError(error, 'token')}
        />
        <TextField
          label="Your name"
          autoComplete="name"
          required
          value={name}
          onChange={setName}
          error={fieldError(error, 'name')}
        />
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
          error={fieldError(error, 'email')}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters. A few words are easier than a riddle."
          required
          value={password}
          onChange={setPassword}
          error={fieldError(error, 'password')}
        />
      </Form>
    </Gate>
  );
}

/** Goes on to the console with the session that was just opened. */
function useEntered() {
  const queryClient = useQueryClient();
  return ({ csrf_token }: { readonly csrf_token: string | null }) => {
    enterSession(csrf_token);
    return queryClient.invalidateQueries({ queryKey: sessionKey });
  };
}

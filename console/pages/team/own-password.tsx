/** Another password for whoever is signed in. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, ApiError } from '../../api/client.ts';
import { enterSession, sessionKey, useOperator } from '../../app/session.tsx';
import { TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { useTell } from '../../ui/toasts.tsx';
import styles from './team.module.css';

/** The panel. A new password ends every session of its account, this one too. */
export function OwnPassword() {
  const { name } = useOperator();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const queryClient = useQueryClient();
  const tell = useTell();
  const change = useMutation({
    mutationFn: () => answerOf(api.POST('/password', { body: { current_password: current, new_password: next } })),
    onSuccess: () => {
      enterSession(undefined);
      tell.done('The password is changed. Sign in with it.');
      queryClient.setQueryData(sessionKey, null);
    },
  });
  const { error } = change;
  const isWrong = error instanceof ApiError && error.code === 'invalid_login';
  return (
    <Panel title="Your password">
      <p>A new one signs {name} out everywhere, here too.</p>
      <div className={styles.narrow}>
        <Form
          verb="Change the password"
          busy={change.isPending}
          error={isWrong ? undefined : error}
          fields={['current_password', 'new_password']}
          onSubmit={() => change.mutate()}
        >
          <TextField
            label="Current password"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={setCurrent}
            error={isWrong ? 'is not the password of this account' : fieldError(error, 'current_password')}
          />
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="At least 10 characters. A few words are easier than a riddle."
            required
            value={next}
            onChange={setNext}
            error={fieldError(error, 'new_password')}
          />
        </Form>
      </div>
    </Panel>
  );
}

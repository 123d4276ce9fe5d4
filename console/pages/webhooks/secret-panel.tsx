/** The signing secret of an endpoint: another one, with a time in which both count. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/page.tsx';
import { RotateSecretDialog } from '../../ui/rotate-secret.tsx';
import { Notice } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import styles from './secret-panel.module.css';
import { type Endpoint, useEndpointsChanged } from './endpoints.ts';
import { verifiers } from './verifier.ts';

/** The panel. */
export function SecretPanel({ endpoint: { id, previous_secret_expires_at } }: { readonly endpoint: Endpoint }) {
  const [asked, setAsked] = useState<'rotate' | 'end'>();
  const close = () => setAsked(undefined);
  const changed = useEndpointsChanged();
  const rotate = async (grace_seconds: number) => {
    const rotated = await answerOf(
      api.POST('/webhook-endpoints/{id}/rotate-secret', { params: { path: { id } }, body: { grace_seconds } }),
    );
    await changed();
    return rotated;
  };
  return (
    <Panel title="Signing secret" actions={<Button onClick={() => setAsked('rotate')}>Rotate the secret</Button>}>
      {previous_secret_expires_at === null ? (
        <p>Every delivery is signed with it. It was shown when it was made; where it is lost or got out, rotate it.</p>
      ) : (
        <Notice tone="info" title="Two secrets sign" action={<Button onClick={() => setAsked('end')}>End it now</Button>}>
          The one before the last rotation counts no more <Countdown at={previous_secret_expires_at} />. The receiver should have
          the new one by then.
        </Notice>
      )}
      <details className={styles.verifier}>
        <summary>How a receiver verifies</summary>
        <Tabs
          label="Verifier"
          tabs={verifiers.map(({ language, text }) => ({
            title: language,
            content: <CodeBlock label={`verifier in ${language}`} text={text} />,
          }))}
        />
      </details>
      {asked === 'rotate' && (
        <RotateSecretDialog
          rotate={rotate}
          hint="For so long deliveries carry a signature of each, so that the receiver can change over."
          todo="Deliveries are signed with it from now on: put it where the receiver reads it."
          runningGraceEnd={previous_secret_expires_at}
          onClose={close}
        />
      )}
      {asked === 'end' && <EndGrace id={id} onClose={close} />}
    </Panel>
  );
}

function EndGrace({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const changed = useEndpointsChanged();
  const tell = useTell();
  const end = useMutation({
    mutationFn: () => answerOf(api.POST('/webhook-endpoints/{id}/end-grace', { params: { path: { id } } })),
    onSuccess: async () => {
      await changed();
      tell.done('Only the new secret signs now.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title="End the grace now?"
      verb="End the grace"
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>A receiver that still has the old secret refuses everything from then on.</p>
    </ConfirmDialog>
  );
}

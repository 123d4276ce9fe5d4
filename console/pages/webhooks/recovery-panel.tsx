/** Sends again what an endpoint did not get: which deliveries, how many they are, and then all of them. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { useTell } from '../../ui/toasts.tsx';
import type { Endpoint } from './endpoints.ts';
import { useRecoveriesChanged } from './recoveries.ts';
import { RecoveryList } from './recovery-list.tsx';
import styles from './recovery-panel.module.css';

/** The panel. The recoveries of earlier, and one that runs, stand below the form. */
export function RecoveryPanel({ endpoint }: { readonly endpoint: Endpoint }) {
  const { id, enabled, failing_since } = endpoint;
  const [since, setSince] = useState(() => localInput(failing_since ?? dayAgo()));
  const [until, setUntil] = useState('');
  const [dropped, setDropped] = useState(true);
  const [failed, setFailed] = useState(true);
  const [isAsking, setIsAsking] = useState(false);
  const range = {
    since: instantOf(since) ?? '',
    ...(until !== '' && { until: instantOf(until) ?? '' }),
    status: [...(dropped ? (['dropped'] as const) : []), ...(failed ? (['failed'] as const) : [])],
  };
  const rangeKey = JSON.stringify(range);
  const count = useMutation({
    mutationFn: async () => {
      const body = { ...range, dry_run: true };
      const counted = await answerOf(api.POST('/webhook-endpoints/{id}/recover', { params: { path: { id } }, body }));
      return { of: rangeKey, number: counted.count };
    },
  });
  const found = count.data?.of === rangeKey ? count.data.number : undefined;
  return (
    <Panel title="Send again what did not arrive">
      <p>
        What was dropped or failed while the receiver was down. Each keeps its delivery id, so a receiver that drops repeats gets
        it once.
      </p>
      <Form
        verb="Count"
        busy={count.isPending}
        error={count.error}
        fields={['since', 'until', 'status']}
        onSubmit={() => count.mutate()}
      >
        <div className={styles.range}>
          <TextField
            label="Queued from"
            type="datetime-local"
            required
            value={since}
            onChange={setSince}
            error={fieldError(count.error, 'since')?.replace('until', 'the end')}
          />
          <TextField
            label="Queued before"
            hint="Empty: now."
            type="datetime-local"
            value={until}
            onChange={setUntil}
            error={fieldError(count.error, 'until')}
          />
        </div>
        <div className={styles.statuses}>
          <CheckField
            label="Dropped"
            hint="Their attempts are used up; each gets one more."
            checked={dropped}
            onChange={setDropped}
          />
          <CheckField
            label="Retrying"
            hint="They are tried now, not when their time comes."
            checked={failed}
            onChange={setFailed}
          />
        </div>
        {fieldError(count.error, 'status') !== undefined && <p className={styles.error}>Choose at least one of the two.</p>}
      </Form>
      {found !== undefined && (
        <div className={styles.found} role="status">
          <strong>{found === 0 ? 'There is nothing to send again.' : deliveriesText(found)}</strong>
          {found > 0 && !enabled && <span>Enable the endpoint first.</span>}
          {found > 0 && enabled && <Button onClick={() => setIsAsking(true)}>Send {found} again</Button>}
        </div>
      )}
      {isAsking && found !== undefined && (
        <Confirm id={id} range={range} count={found} onStarted={count.reset} onClose={() => setIsAsking(false)} />
      )}
      <RecoveryList endpointId={id} />
    </Panel>
  );
}

interface ConfirmProps {
  readonly id: string;
  readonly range: { readonly since: string; readonly until?: string; readonly status: ('dropped' | 'failed')[] };
  readonly count: number;
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

function Confirm({ id, range, count, onStarted, onClose }: ConfirmProps) {
  const changed = useRecoveriesChanged();
  const tell = useTell();
  const start = useMutation({
    mutationFn: () => answerOf(api.POST('/webhook-endpoints/{id}/recover', { params: { path: { id } }, body: range })),
    onSuccess: async () => {
      await changed();
      tell.done('The recovery is under way.');
      onClose();
      onStarted();
    },
  });
  return (
    <ConfirmDialog
      title={`Send ${count} again?`}
      verb="Send them again"
      busy={start.isPending}
      error={start.error}
      onConfirm={() => start.mutate()}
      onClose={onClose}
    >
      <p>{deliveriesText(count)} They go at the pace that the endpoint allows. What is not queued yet can be stopped.</p>
    </ConfirmDialog>
  );
}

function deliveriesText(count: number): string {
  return count === 1 ? 'One delivery would be sent again.' : `${count.toLocaleString()} deliveries would be sent again.`;
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;

function dayAgo(): string {
  return new Date(Date.now() - dayMilliseconds).toISOString();
}

/** A moment as a field of type datetime-local has it: in the viewer's zone, to the minute. */
function localInput(at: string): string {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What such a field says, as RFC 3339; undefined while it is incomplete. */
function instantOf(local: string): string | undefined {
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** The form of an endpoint, new or changed. */
import { useState } from 'react';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { useStores } from '../stores/store-queries.ts';
import type { EndpointDraft } from './endpoint-draft.ts';
import styles from './endpoint-form.module.css';
import { EventTypeFields } from './event-type-fields.tsx';
import { HeaderFields } from './header-fields.tsx';
import { UrlField } from './url-field.tsx';

const fields = [
  'url',
  'event_types',
  'description',
  'store',
  'headers',
  'max_attempts',
  'retry_schedule',
  'throttle_per_second',
  'concurrency',
];

interface EndpointFormProps {
  readonly initial: EndpointDraft;
  readonly verb: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (draft: EndpointDraft) => void;
  readonly onCancel: () => void;
}

/** The form. What is wanted less often stands below a heading that opens it. */
export function EndpointForm({ initial, verb, busy, error, onSubmit, onCancel }: EndpointFormProps) {
  const [draft, setDraft] = useState(initial);
  const set = (change: Partial<EndpointDraft>) => setDraft((before) => ({ ...before, ...change }));
  const stores = useStores().data?.rows;
  return (
    <Form verb={verb} busy={busy} error={error} fields={fields} onSubmit={() => onSubmit(draft)} onCancel={onCancel}>
      <UrlField value={draft.url} known={initial.url} error={fieldError(error, 'url')} onChange={(url) => set({ url })} />
      <EventTypeFields
        chosen={draft.eventTypes}
        error={listError(error, 'event_types')}
        onChange={(eventTypes) => set({ eventTypes })}
      />
      <div className={styles.pair}>
        <TextField
          label="What it is for"
          hint="Shown in place of the URL, such as Billing or Warehouse."
          value={draft.description}
          onChange={(description) => set({ description })}
          error={fieldError(error, 'description')}
        />
        <SelectField
          label="Events of"
          required
          value={draft.store}
          choices={[
            { value: '', label: 'Every store' },
            ...(stores ?? []).map(({ id, name }) => ({ value: id, label: `${name} alone` })),
          ]}
          onChange={(store) => set({ store })}
          error={fieldError(error, 'store')}
        />
      </div>
      <details className={styles.more} open={isMoreShown(initial, error)}>
        <summary>Retries, pace, headers</summary>
        <div className={styles.moreFields}>
          <Pace draft={draft} error={error} onChange={set} />
          <HeaderFields headers={draft.headers} error={fieldError(error, 'headers')} onChange={(headers) => set({ headers })} />
          <CheckField
            label="Send the headers of Standard Webhooks as well"
            hint="webhook-id, webhook-timestamp and webhook-signature, for receivers that have a library for them. The secret is the same."
            checked={draft.standardWebhooks}
            onChange={(standardWebhooks) => set({ standardWebhooks })}
          />
        </div>
      </details>
    </Form>
  );
}

interface PaceProps {
  readonly draft: EndpointDraft;
  readonly error: unknown;
  readonly onChange: (change: Partial<EndpointDraft>) => void;
}

function Pace({ draft, error, onChange }: PaceProps) {
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label="Attempts in all"
          hint="1 to 20. After the last one the delivery is dropped."
          type="number"
          min={1}
          max={20}
          required
          value={draft.maxAttempts}
          onChange={(maxAttempts) => onChange({ maxAttempts })}
          error={fieldError(error, 'max_attempts')}
        />
        <TextField
          label="Delays between attempts"
          hint="Such as 10s, 5m, 1h; the last one repeats. Empty: the hub's own schedule."
          value={draft.retrySchedule}
          onChange={(retrySchedule) => onChange({ retrySchedule })}
          error={listError(error, 'retry_schedule')}
        />
      </div>
      <div className={styles.pair}>
        <TextField
          label="Attempts a second, at most"
          hint="1 to 1,000, evenly spread. Empty: no limit."
          type="number"
          min={1}
          max={1_000}
          value={draft.throttle}
          onChange={(throttle) => onChange({ throttle })}
          error={fieldError(error, 'throttle_per_second')}
        />
        <TextField
          label="Attempts at once, at most"
          hint="1 to 1,000 that wait for an answer. Empty: no limit."
          type="number"
          min={1}
          max={1_000}
          value={draft.concurrency}
          onChange={(concurrency) => onChange({ concurrency })}
          error={fieldError(error, 'concurrency')}
        />
      </div>
    </>
  );
}

/** What is wrong with a list, whichever of its items it is: they are typed as one text, or ticked. */
function listError(error: unknown, field: string): string | undefined {
  return fieldError(error, field)?.replace(/^\d+ /, 'each ');
}

const rareFields = ['headers', 'max_attempts', 'retry_schedule', 'throttle_per_second', 'concurrency'];

/** Open where something in it is not as usual, or was refused. */
function isMoreShown(draft: EndpointDraft, error: unknown): boolean {
  const isUnusual =
    draft.headers.length > 0 ||
    draft.maxAttempts !== '5' ||
    draft.standardWebhooks ||
    [draft.retrySchedule, draft.throttle, draft.concurrency].some((text) => text !== '');
  return isUnusual || rareFields.some((field) => fieldError(error, field) !== undefined);
}

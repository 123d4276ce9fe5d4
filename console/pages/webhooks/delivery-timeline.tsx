/** What comes next, and what was tried so far. */
import { CodeBlock } from '../../ui/code-block.tsx';
import { layOutJson } from '../../ui/json-text.ts';
import { StatusCode } from '../../ui/status.tsx';
import { Duration } from '../../ui/time.tsx';
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx';
import { adviceOf } from './attempt-advice.ts';
import { Countdown } from '../../ui/countdown.tsx';
import type { DeliveryDetail } from './delivery.ts';
import styles from './delivery-timeline.module.css';

type Attempt = DeliveryDetail['attempts'][number];

/** From what is still to come back to when it was queued. */
export function DeliveryTimeline({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { attempts, created_at } = delivery;
  const past = attempts.map((attempt, index) => entryOf(attempt, attempts[index + 1]));
  const queued: TimelineEntry = { key: 'queued', at: created_at, tone: 'idle', title: 'Queued' };
  return <Timeline entries={[...comingOf(delivery), ...past.toReversed(), queued]} />;
}

/** What is to be done about an error is said once: at the last of several attempts that failed in the same way. */
function entryOf(attempt: Attempt, next: Attempt | undefined): TimelineEntry {
  const { number, at, status_code, latency_ms, error, response_excerpt } = attempt;
  const advice = error === next?.error ? undefined : adviceOf(attempt);
  return {
    key: `attempt ${number}`,
    at,
    tone: error === null ? 'good' : 'bad',
    title: (
      <span className={styles.title}>
        Attempt {number} <StatusCode code={status_code} /> <Duration milliseconds={latency_ms} />
      </span>
    ),
    detail: (
      <>
        {advice && (
          <p>
            <strong>{advice.what}.</strong> {advice.todo}
          </p>
        )}
        {error !== null && (
          <p>
            <code>{error}</code> {attempt.error_detail}
          </p>
        )}
        {response_excerpt !== null && response_excerpt !== '' && (
          <CodeBlock label={`answer to attempt ${number}`} text={layOutJson(response_excerpt)} />
        )}
      </>
    ),
  };
}

/** What follows, by where the delivery stands; nothing where the last attempt was the end. */
function comingOf({ status, next_attempt_at, attempts_made, attempts, finished_at }: DeliveryDetail): readonly TimelineEntry[] {
  switch (status) {
    case 'pending':
    case 'failed': {
      if (attempts_made > attempts.length) {
        return [{ key: 'next', tone: 'info', title: `Attempt ${attempts_made} is on its way` }];
      }
      if (next_attempt_at === null) {
        return [{ key: 'next', tone: 'warn', title: 'Waits: its endpoint is paused' }];
      }
      const title = (
        <>
          Next attempt <Countdown at={next_attempt_at} />
        </>
      );
      return [{ key: 'next', at: next_attempt_at, tone: 'info', title }];
    }
    case 'cancelled':
      return finished_at === null
        ? []
        : [{ key: 'end', at: finished_at, tone: 'idle', title: 'Cancelled: its endpoint was disabled or deleted' }];
    case 'dropped':
      return finished_at === null
        ? []
        : [{ key: 'end', at: finished_at, tone: 'bad', title: 'Dropped: it is tried no more, unless somebody asks for it' }];
    case 'succeeded':
      return [];
  }
}

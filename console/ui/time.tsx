/** Moments, in the viewer's own time zone with UTC on hover. */
import { useSyncExternalStore } from 'react';

interface TimeProps {
  /** RFC 3339; null or undefined mean never. */
  readonly at: string | null | undefined;
  /** `ago`: how long since, ticking on; `full`: date and time with milliseconds; `clock`: the time of day; of another day the date and the minute, so that it is no wider. */
  readonly as?: 'ago' | 'clock' | 'full';
  /** What never is called. */
  readonly never?: string;
  /** What a moment that has come is called, where it is about what follows; absent shows how long ago it was. */
  readonly past?: string;
}

/** One moment. */
export function Time({ at, as = 'ago', never = 'never', past }: TimeProps) {
  const now = useNow(as === 'ago');
  if (at == null) return <span>{never}</span>;
  const moment = new Date(at);
  if (past !== undefined && moment.getTime() <= now) return <span>{past}</span>;
  return (
    <time dateTime={at} title={`${moment.toISOString()} (UTC)`}>
      {textOf(moment, as, now)}
    </time>
  );
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  timeZoneName: 'short',
});
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

const steps = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

function textOf(moment: Date, as: NonNullable<TimeProps['as']>, now: number): string {
  switch (as) {
    case 'full':
      return full.format(moment);
    case 'clock':
      return (moment.toDateString() === new Date(now).toDateString() ? clock : dayAndClock).format(moment);
    case 'ago':
      return agoText((moment.getTime() - now) / 1_000);
  }
}

/** "3 min. ago", or "in 5 hr." of what is to come. */
function agoText(seconds: number): string {
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  if (step) return relative.format(Math.trunc(seconds / step.seconds), step.unit);
  if (Math.abs(seconds) < 5) return 'just now';
  return relative.format(Math.trunc(seconds), 'second');
}

/** A duration as people say it: "420 ms", "1.3 s", "5 min". */
export function Duration({ milliseconds }: { readonly milliseconds: number | null }) {
  if (milliseconds === null) return <span>–</span>;
  if (milliseconds < 1_000) return <span>{Math.round(milliseconds)} ms</span>;
  if (milliseconds < 60_000) return <span>{(milliseconds / 1_000).toFixed(1)} s</span>;
  return <span>{Math.round(milliseconds / 60_000)} min</span>;
}

const tickMilliseconds = 5_000;
let now = Date.now();

/** The present, renewed every few seconds for those who show how long ago something was. One timer serves all of them. */
function useNow(ticks: boolean): number {
  return useSyncExternalStore(ticks ? subscribe : neverChanges, () => now);
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) now = Date.now(); // nobody kept it while nobody looked
  timer ??= setInterval(() => {
    now = Date.now();
    for (const listen of listeners) listen();
  }, tickMilliseconds);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function neverChanges(): () => void {
  return () => undefined;
}

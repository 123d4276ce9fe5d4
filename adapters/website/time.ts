/**
 * Times as websites write them. It never guesses a time zone: what names none is UTC.
 */
import { readMoment } from '../../core/sdk/index.ts';

const dateSyntax = /^\d{4}-\d{2}-\d{2}$/;
const zonelessSyntax = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?$/;

/** RFC 3339 UTC of "2026-11-20T13:09:05+01:00", "2026-11-20 13:09:05" or "2026-11-20"; undefined when the text is no time. */
export function readTime(text: string): string | undefined {
  const withTime = dateSyntax.test(text) ? `${text}T00:00:00` : text;
  const withZone = zonelessSyntax.test(withTime) ? `${withTime}Z` : withTime;
  return readMoment(withZone.replace(' ', 'T'));
}

/** True for a day that a calendar has, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  return dateSyntax.test(text) && readTime(text) !== undefined;
}

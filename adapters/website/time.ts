/**
 * Times as websites write them. It never guesses a time zone: what names none is UTC.
 */
import { readMoment } from '../../core/sdk/index.ts';

const daySyntax = /^\d{4}-\d{2}-\d{2}$/;

/**
 * RFC 3339 UTC, in milliseconds, of "2026-11-20T13:09:05.25+01:00", "2026-11-20 13:09:05", "2026-11-20 13:09+0100" or
 * "2026-11-20". Undefined when the text is no time.
 */
export function readTime(text: string): string | undefined {
  const [, day = text, time = '00:00', zone = ''] = /^(.{10})[T ]([\d:.]+)(.*)$/.exec(text) ?? [];
  const seconds = time.length === 5 ? `${time}:00` : time;
  const offset = zone.replace(/^([+-]\d{2})(?::?(\d{2}))?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);
  return readMoment(`${day}T${seconds}${offset || 'Z'}`);
}

/** The same to the microsecond, where the text says more than milliseconds: "2026-11-20T13:09:05.000009Z". */
export function readExactTime(text: string): string | undefined {
  const beyondMilliseconds = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return readTime(text)?.replace('Z', `${beyondMilliseconds}Z`);
}

/** True for a day that a calendar has, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  return daySyntax.test(text) && readTime(text) !== undefined;
}

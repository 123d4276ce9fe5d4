/**
 * When an order was placed, as partners write times. It never guesses a time zone: what names none is UTC.
 */
import { readMoment } from '../../../core/sdk/index.ts';
import { plainLine } from './plain-text.ts';
import { given, scalarText } from './scalar.ts';

/** What was read. */
export interface TimeReading {
  /** RFC 3339 UTC; absent when nothing was given that is a time. */
  readonly placedAt?: string;
  /** What was given instead of a time, cut to 255 characters. */
  readonly remark?: string;
}

/** Reads the time; a time is no reason to refuse an order, so that what is none is only put aside. */
export function readPlacedAt(value: unknown): TimeReading {
  const text = scalarText(value);
  if (text === undefined) return {};
  const placedAt = readTime(text);
  return placedAt === undefined ? given({ remark: plainLine(text, 255).toWellFormed() || undefined }) : { placedAt };
}

/** Of "2026-11-20T13:09:05+01:00", "2026-11-20 13:09", "2026-11-20 13:09:05 +0100", "2026-11-20", or 10 digits of seconds since 1970. */
function readTime(text: string): string | undefined {
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1_000).toISOString();
  const [, day = text, time = '00:00', zone = ''] = /^(.{10})[T ]([\d:.]+) ?(.*)$/.exec(text) ?? [];
  const seconds = time.length === 5 ? `${time}:00` : time;
  const offset = zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);
  return readMoment(`${day}T${seconds}${offset || 'Z'}`);
}

/**
 * WooCommerce's times as RFC 3339 UTC. They come without an offset: `*_gmt` in UTC, the bare ones in the shop's local time.
 * It never guesses: what is not a complete time, WordPress' "0000-00-00 00:00:00" included, is no time.
 */
import type { SourceRecord } from './source-record.ts';

const timeSyntax = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;
const dayMilliseconds = 86_400_000;
/** The years 1 to 9999, less a day at either end for the shop's clock. */
const earliest = Date.parse('0001-01-02T00:00:00Z');
const latest = Date.parse('9999-12-30T00:00:00Z');

/** `<field>_gmt`, or `<field>` on the shop's clock where the old API has only that. Undefined for what is no time. */
export function readTime(source: SourceRecord, field: string, timezone: string): string | undefined {
  const utc = source.textIfAny(`${field}_gmt`);
  const local = source.textIfAny(field);
  return (utc === undefined ? undefined : utcTime(utc)) ?? (local === undefined ? undefined : shopTime(local, timezone));
}

/** A time of a `*_gmt` field; one that names its offset is taken at its word. Undefined when it is no time. */
export function utcTime(text: string): string | undefined {
  const milliseconds = parseAsUtc(text);
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/**
 * A time on the shop's clock. `timezone` is an IANA name; undefined when that, or the time, is none.
 *
 * A time that the clock skips in spring is moved on by the length of the gap, and one that it shows twice in autumn is the
 * first of the two: PHP, which wrote the text, reads it so.
 */
export function shopTime(text: string, timezone: string): string | undefined {
  const wall = parseAsUtc(text);
  if (wall === undefined) return undefined;
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return new Date(wall).toISOString();
  const clock = clockIn(timezone);
  if (clock === undefined) return undefined;
  const offsetAt = (instant: number): number => clock(instant) - instant;
  // A day before and a day after lie on either side of any change of the clock that could be meant.
  const before = wall - offsetAt(wall - dayMilliseconds);
  const after = wall - offsetAt(wall + dayMilliseconds);
  const agrees = (instant: number): boolean => clock(instant) === wall;
  const instant = agrees(before) || !agrees(after) ? before : after;
  return new Date(instant).toISOString();
}

/** Milliseconds since 1970 of the text read as UTC, unless it names an offset. Undefined for 30 February and the like. */
function parseAsUtc(text: string): number | undefined {
  const [, day, time, offset = 'Z'] = timeSyntax.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const plain = new Date(`${day}T${time}Z`);
  // Date rolls 30 February over into March instead of refusing it.
  if (Number.isNaN(plain.getTime()) || !plain.toISOString().startsWith(`${day}T${time}`)) return undefined;
  const milliseconds = Date.parse(`${day}T${time}${offset}`);
  return milliseconds >= earliest && milliseconds <= latest ? milliseconds : undefined;
}

/** What a wall clock in `timezone` shows at an instant, as if it were UTC. Undefined when there is no such zone. */
function clockIn(timezone: string): ((instant: number) => number) | undefined {
  const format = formatIn(timezone);
  if (format === undefined) return undefined;
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  };
}

function formatIn(timezone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // Intl has no way to ask whether it knows a zone; it throws a RangeError for one that it does not.
    return undefined;
  }
}

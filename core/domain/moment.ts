/**
 * Moments in time as text: RFC 3339 in, RFC 3339 UTC with milliseconds out. Only what a calendar and PostgreSQL both have.
 */

const syntax = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-](\d{2}):\d{2})$/;
const largestOffsetHours = 15;

/** The canonical text, cut to milliseconds; undefined for the 30th of February, a leap second, or a year before 1. */
export function readMoment(text: string): string | undefined {
  const [, year, month, day, offsetHours = '0'] = syntax.exec(text) ?? [];
  if (year === undefined || Number(offsetHours) > largestOffsetHours) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day) || Number.isNaN(Date.parse(text))) return undefined;
  const moment = new Date(text).toISOString();
  return /^(?!0000)\d{4}-/.test(moment) ? moment : undefined;
}

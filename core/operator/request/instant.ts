/**
 * Reads a moment as operators write it. It never guesses a time zone.
 */

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const latest = Date.UTC(10_000, 0, 1) - 1;

/** Milliseconds since 1970; undefined unless the text is an RFC 3339 time, of a day that exists, from 1970 to 9999. */
export function parseInstant(text: string): number | undefined {
  const [, year, month, day] = rfc3339.exec(text) ?? [];
  // Date.parse reads 30 February as 2 March.
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (midnight.getUTCDate() !== Number(day)) return undefined;
  const milliseconds = Date.parse(text);
  return milliseconds >= 0 && milliseconds <= latest ? milliseconds : undefined;
}

/**
 * Moments as this protocol writes them.
 */

/** `2025-01-15T10:30:00.000Z` is `2025-01-15 10:30:00`: UTC, whole seconds. */
export function wireTime(moment: string): string {
  return moment.slice(0, 'YYYY-MM-DDTHH:mm:ss'.length).replace('T', ' ');
}

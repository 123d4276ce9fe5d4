/**
 * Words that several alerts need.
 */

/** `1 request`, `12 requests`. */
export function countOf({ count }: { readonly count: number }, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `412 seconds behind` or `40 seconds ahead`; of one that is not a second off, `0 seconds ahead`. */
export function behindOrAhead(secondsAhead: number): string {
  const count = Math.abs(secondsAhead);
  return `${countOf({ count }, 'second')} ${secondsAhead < 0 ? 'behind' : 'ahead'}`;
}

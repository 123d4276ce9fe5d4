/**
 * The id of a webhook, which stands in the query string. It stays text: as a number it would lose its last digits.
 */
import { type FieldReport, readParameter } from './fields.ts';

const largestNumber = 2n ** 63n - 1n;

/** The id as it was sent; undefined where it is refused. */
export function readWebhookId(query: URLSearchParams, report: FieldReport): string | undefined {
  const id = readParameter(query, 'id', report);
  if (id === undefined) return report.add('id', 'is required'); // a repeated one has been refused already
  return /^\d{1,19}$/.test(id) ? id : report.add('id', 'must be 1 to 19 digits');
}

/** False for digits beyond what any webhook is numbered with. */
export function canExist(id: string): boolean {
  return BigInt(id) <= largestNumber;
}

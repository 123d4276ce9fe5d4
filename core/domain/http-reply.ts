/**
 * An HTTP answer as a value. The body is text, so that a number above 2^53 survives on its way out.
 */

/** Status, body and extra headers of one answer. */
export interface HttpReply {
  readonly status: number;
  /** The exact text sent; JSON unless `contentType` says otherwise. */
  readonly body: string;
  /** Absent means `application/json`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer whose body is `value` as JSON. */
export function jsonReply(status: number, value: unknown, headers?: Readonly<Record<string, string>>): HttpReply {
  return { status, body: JSON.stringify(value), ...(headers === undefined ? {} : { headers }) };
}

/**
 * Mail that the hub writes to people on an operator's behalf, as it is asked for. Deliveries by e-mail are not its business.
 */

/** One text for one person. */
export interface Mail {
  /** Part of the Message-ID. */
  readonly id: string;
  /** One plain address. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** Sends it now, once. Undefined when the mail server has taken it; else a sentence for the operator that says why not. */
export type SendMail = (mail: Mail) => Promise<string | undefined>;

/**
 * Messages: what a buyer wrote to a store, and the conversation that it belongs to.
 */

/** One message of a buyer, as a storefront delivers it. */
export interface InboundMessage {
  /** The storefront's id of the message, unique for ever in the store. */
  readonly externalId: string;
  /** How it came, for example `website`. */
  readonly channelCode: string;
  /** What it is, for example `buyer_question`. */
  readonly messageTypeCode: string;
  readonly buyerEmail: string;
  readonly buyerName: string;
  /** As written, line breaks included. */
  readonly body: string;
  /** What else the storefront said, under its own names. */
  readonly details: Readonly<Record<string, string>>;
}

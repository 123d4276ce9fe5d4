/**
 * An answer that goes on: events that are sent one by one for as long as somebody listens (server-sent events).
 */
import type { HttpReply } from './http-reply.ts';

/** One event. Without `data` it is only a sign of life, which may move the listener's place on. */
export interface StreamedEvent {
  /** The place after it: what a listener that was cut off gives back to go on from here. One line. */
  readonly id?: string;
  /** What kind of event; absent means a plain message. One line. */
  readonly name?: string;
  /** One line, such as JSON. */
  readonly data?: string;
}

/** A reply whose body has no end of its own. */
export interface StreamedReply extends HttpReply {
  /**
   * Begins the stream; it is called exactly once. What is yielded together is sent together, and nothing more is asked for
   * before that is on its way. Ends by itself, or soon after `gone` says that nobody listens any more.
   */
  readonly events: (gone: AbortSignal) => AsyncIterable<readonly StreamedEvent[]>;
}

/** A reply that sends these events. */
export function streamedReply(events: StreamedReply['events']): StreamedReply {
  return { status: 200, contentType: 'text/event-stream', body: '', events };
}

/** True for a reply that goes on. */
export function isStreamed(reply: HttpReply): reply is StreamedReply {
  return 'events' in reply;
}

/**
 * The thread or process of one adapter as its host holds it: text in, text out, and an end.
 */
import type { Assignment } from './messages.ts';

/** What a host is told. After `onEnd` nothing more comes. */
export interface GuestListener {
  /** One whole message. */
  onMessage(text: string): void;
  /** Something that the adapter printed; what it says is the adapter's affair. */
  onPrint(text: string): void;
  onEnd(reason: 'memory' | 'exited'): void;
}

/** A running guest. */
export interface GuestHandle {
  send(text: string): void;
  /** True when it holds more than its memory limit outside of its heap, which has a limit of its own. False when nobody can tell. */
  isOverMemory(): Promise<boolean>;
  /** Ends it at once, whatever it does. `onEnd` is not called. */
  end(): Promise<void>;
}

/** Starts a guest with this assignment. Throws when not even a start is possible. */
export type StartGuest = (assignment: Assignment, listener: GuestListener) => GuestHandle;

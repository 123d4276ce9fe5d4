/**
 * Trying out what a connector would make of a request, with settings that need not be saved. Nothing is stored, counted or sent.
 */
import type { Command, Query } from '../command.ts';
import type { StoreFacts } from '../connector.ts';
import type { Fault } from '../fault.ts';
import type { HttpReply } from '../http-reply.ts';

/** A request as an operator makes it up. */
export interface DryRunRequest {
  readonly format: string;
  readonly method: string;
  /** Absent means the format's first route of the method that reads a body. */
  readonly path?: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Settings that the adapter has accepted. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly store: StoreFacts;
}

/** What an adapter understood. */
export type Meaning =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'ignore' | 'quarantine'; readonly reason: string };

/** What became of it. */
export interface DryRunResult {
  /** What was understood, or why nothing was. */
  readonly meaning: Meaning | Fault;
  /** How the sender would be answered if nothing else came in between; the ids of what would be stored are made up. */
  readonly reply: HttpReply;
}

/** Tries a request out, from its body on: nobody proves anything. Refuses (`conflict`) when no route of the format answers it. */
export type DryRun = (request: DryRunRequest) => Promise<DryRunResult | Fault>;

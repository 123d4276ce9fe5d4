/**
 * Who is told of alerts beside the subscribers of webhooks: people, by e-mail, and what the platform's environment names.
 */

/** Somebody who is told. Each is an endpoint, whose deliveries can be looked at. */
export interface AlertRecipient {
  readonly endpointId: string;
  /** A URL or, where the transport is `email`, an address. */
  readonly target: string;
  readonly transport: 'http' | 'email';
  /** When the owner of the address followed the link that was mailed to it; null: nothing else is mailed until then. */
  readonly confirmedAt: Date | null;
  /** False when the hub has given up on it, or an operator stopped it. */
  readonly enabled: boolean;
}

/** Keeps an organisation's recipients. */
export interface AlertRecipients {
  /** Oldest first. */
  list(organisationId: string): Promise<readonly AlertRecipient[]>;
  /**
   * Mails alerts to these and to nobody else; letter case makes no difference. Whoever is new is asked first, by a link with the
   * token that stands at the same place; whoever was disabled is enabled again.
   */
  set(organisationId: string, emails: readonly string[], tokens: readonly string[]): Promise<void>;
}

/** Whom the environment names for the platform's own alerts. */
export interface PlatformRecipients {
  readonly emails: readonly string[];
  /** Absent: none. The secret signs as that of every endpoint does. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

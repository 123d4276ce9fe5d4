/**
 * Alerts: something that is wrong now, and what to do about it; and the ports through which they are looked for, kept and
 * told. An alert never holds personal data or a secret: it is mailed, and sent to whoever subscribed.
 */

/** The organisation that stands for the platform itself. Nobody can name it, and no list of organisations has it. */
export const platformOrganisationId = '00000000-0000-0000-0000-000000000000';

/** The format of endpoints that are people who are mailed alerts. No adapter can have it. */
export const alertMailFormat = 'crossdock:email';

/** How many people an organisation's alerts can be mailed to. */
export const maximumAlertRecipients = 20;

/** What can be wrong; docs/alerts.md says when, and what to do. Codes are never renamed. */
export const alertCodes = [
  'endpoint_disabled',
  'endpoint_failing',
  'adapter_failing',
  'server_errors',
  'deliveries_delayed',
  'requests_quarantined',
  'signature_failures',
  'sender_clock_skew',
  'secret_aged',
  'no_worker',
  'queue_delayed',
  'partitions_missing',
  'clock_skew',
] as const;

/** The name of one kind of alert. */
export type AlertCode = (typeof alertCodes)[number];

/** How bad it is: something does not work, something is about to fail or needs a look, something to plan for. */
export type AlertSeverity = 'error' | 'warning' | 'info';

/** One thing that is wrong. Which of the ids there are is a matter of the code; together they tell one from another. */
export interface Alert {
  /** `platformOrganisationId` for the platform's own. */
  readonly organisationId: string;
  /** The store of the connector or endpoint; absent when it has none. */
  readonly storeId?: string;
  readonly code: AlertCode;
  readonly severity: AlertSeverity;
  /** One line. */
  readonly title: string;
  /** What was seen, and what to do. */
  readonly detail: string;
  /** As far back as is known. */
  readonly since: Date;
  readonly connectorId?: string;
  readonly endpointId?: string;
  /** The machine that it is about, by its host name. */
  readonly machine?: string;
  readonly count?: number;
}

/** What is wrong now, worst first. */
export interface AlertBoard {
  ofOrganisation(organisationId: string): Promise<readonly Alert[]>;
  /** The platform's own, and every organisation's. */
  ofEverybody(): Promise<readonly Alert[]>;
}

/** An alert as it is told. */
export interface Sighting extends Alert {
  /** Where it can be seen, in the console. */
  readonly link: string;
}

/** Remembers which alerts have been told. */
export interface AlertLedger {
  /** True for one of all workers, and for nobody again within this time. */
  takeTurn(milliseconds: number): Promise<boolean>;
  /**
   * Takes everything that is wrong now. What was not known is raised, and what nobody has seen for the quiet time has ended; each
   * such change is told once, as an event of its organisation. Returns how many there were.
   */
  settle(sightings: readonly Sighting[], quietMilliseconds: number): Promise<number>;
}

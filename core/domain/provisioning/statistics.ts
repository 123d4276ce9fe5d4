/**
 * How much happened in an organisation, hour by hour, and the port that has counted it.
 */

/** Requests of one connector in one hour. */
export interface RequestHour {
  /** When the hour began. */
  readonly hour: Date;
  /** Null for keys of the read API, which belong to no connector. */
  readonly connectorId: string | null;
  readonly storeId: string | null;
  readonly requests: number;
  /** Those of them that were answered with 400 to 499. */
  readonly clientErrors: number;
  /** Those of them that were answered with 500 or above. */
  readonly serverErrors: number;
}

/** Orders that one connector brought in one hour. */
export interface OrderHour {
  readonly hour: Date;
  readonly storeId: string;
  /** Null for an order that no connector brought. */
  readonly connectorId: string | null;
  /** Those that are new; changes do not count. */
  readonly orders: number;
}

/** Attempts at one endpoint in one hour. */
export interface DeliveryHour {
  readonly hour: Date;
  readonly endpointId: string;
  /** Null where the event was about no store. */
  readonly storeId: string | null;
  /** Deliveries that arrived. */
  readonly succeeded: number;
  /** Attempts that failed, whether another one followed or not. */
  readonly failed: number;
}

/** All that was counted; what had nothing in an hour is absent from it. */
export interface HourlyCounts {
  readonly requests: readonly RequestHour[];
  readonly orders: readonly OrderHour[];
  readonly deliveries: readonly DeliveryHour[];
}

/** Has counted. */
export interface Statistics {
  /** Counts from the hour that begins at `since` on, in milliseconds since 1970, for so many hours. */
  hourly(organisationId: string, since: number, hours: number): Promise<HourlyCounts>;
}

/**
 * Reads feeds from the database: the log of requests as it is written, deliveries as they change. The database says how far
 * a feed can be told without anything coming in between later (migrations/0026-operator-lists.sql).
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DeliverySummary } from '../../domain/provisioning/past-delivery.ts';
import type { RequestSummary } from '../../domain/provisioning/past-request.ts';
import type { Database } from '../database.ts';
import { DeliveryEntity } from '../entities/delivery.ts';
import { classify } from '../failure.ts';
import { readRequestSummaries } from '../operator/request-summaries.ts';
import { detach } from '../operator/rows.ts';
import { isAfter, type Place, placeBefore } from './position.ts';

/** A row and the place after it. */
export interface PlacedRow<Row> {
  readonly row: Row;
  readonly place: Place;
}

/** What one look found. */
export interface Findings<Row> {
  /** In the order of the feed. */
  readonly rows: readonly PlacedRow<Row>[];
  /** Up to here everything has been found. */
  readonly place: Place;
  /** False when there were more than were asked for. */
  readonly isAll: boolean;
  /** True when the place that was given is of another time line: the database was restored. Nothing is found then. */
  readonly isBroken: boolean;
}

/** Where the rows of a feed come from. */
export interface FeedSource<Row> {
  /** At most `most` rows after a place; without one, none, and the place where the feed is now. */
  read(organisationId: string, after: Place | undefined, most: number): Promise<Findings<Row>>;
}

interface Keys {
  readonly horizon: string;
  readonly transactions: readonly string[];
  readonly ids: readonly string[];
}

/** The rows that these keys name, as they were written by just that transaction; one that has changed since is left out. */
type Hydrate<Row> = (em: EntityManager, organisationId: string, places: readonly Place[]) => Promise<readonly PlacedRow<Row>[]>;

/** Requests, each once. */
export function createRequestSource(database: Database): FeedSource<RequestSummary> {
  return createSource(database, 'requests_after', async (em, organisationId, places) => {
    const ids = places.map(({ id }) => id);
    const rows = new Map((await readRequestSummaries(em, organisationId, ids)).map((row) => [row.id, row]));
    return places.flatMap((place) => {
      const row = rows.get(place.id);
      return row === undefined ? [] : [{ row, place }];
    });
  });
}

/** Deliveries, each whenever its status or its number of attempts has changed. */
export function createDeliverySource(database: Database): FeedSource<DeliverySummary> {
  return createSource(database, 'deliveries_after', async (em, organisationId, places) => {
    const found = await em.find(DeliveryEntity, { organisationId, id: { $in: places.map(({ id }) => id) } });
    const rows = new Map(found.map((row) => [`${row.changedIn} ${row.id}`, detach(row)]));
    return places.flatMap((place) => {
      const row = rows.get(`${place.transaction} ${place.id}`);
      return row === undefined ? [] : [{ row, place }];
    });
  });
}

function createSource<Row>(
  database: Database,
  keysAfter: 'requests_after' | 'deliveries_after',
  hydrate: Hydrate<Row>,
): FeedSource<Row> {
  const readKeys = async (organisationId: string, after: Place | undefined, most: number): Promise<Keys> => {
    const question = {
      name: keysAfter,
      text: `select horizon, transactions, ids from ${keysAfter}($1, $2, $3, $4)`,
      values: [organisationId, after?.transaction.toString() ?? null, after?.id ?? null, most],
    };
    try {
      const [keys] = (await database.tenants.query<Keys>(question)).rows;
      if (keys === undefined) throw new Error(`${keysAfter} gave no row`);
      return keys;
    } catch (error) {
      throw classify(error);
    }
  };

  return {
    async read(organisationId, after, most) {
      const { horizon, transactions, ids } = await readKeys(organisationId, after, most);
      const now = placeBefore(BigInt(horizon));
      const nothing = { rows: [], place: now, isAll: true, isBroken: after !== undefined && isAfter(after, now) };
      if (ids.length === 0 || nothing.isBroken) return nothing;
      const places = ids.map((id, index): Place => ({ transaction: BigInt(transactions[index] ?? 0), id }));
      const rows = await database.asTenant(organisationId, (em) => hydrate(em, organisationId, places));
      const last = places.length < most ? undefined : places.at(-1);
      return { rows, place: last ?? now, isAll: last === undefined, isBroken: false };
    },
  };
}

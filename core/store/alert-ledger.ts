/**
 * Keeps which alerts have been told. The SQL function settle_alerts writes state, events and deliveries in one transaction, so
 * that a change is told once, whoever looks and whenever one of them dies.
 */
import type pg from 'pg';
import type { Alert, AlertLedger, Sighting } from '../domain/alert.ts';
import { classify } from './failure.ts';

const takeTurn = `
  insert into alert_watch as watch (next_look_at) values (now() + $1 * interval '1 millisecond')
  on conflict (is_only) do update set next_look_at = excluded.next_look_at where watch.next_look_at <= now()`;

/** Works on the system pool: a look sees every organisation. */
export function createAlertLedger(pool: pg.Pool): AlertLedger {
  return {
    async takeTurn(milliseconds) {
      try {
        const { rowCount } = await pool.query({ name: 'take-turn', text: takeTurn, values: [milliseconds] });
        return rowCount === 1;
      } catch (error) {
        throw classify(error);
      }
    },
    async settle(sightings, quietMilliseconds) {
      try {
        const { rows } = await pool.query<{ changes: number }>({
          name: 'settle-alerts',
          text: "select settle_alerts($1, $2 * interval '1 millisecond') as changes",
          values: [JSON.stringify(sightings.map(rowOf)), quietMilliseconds],
        });
        return rows[0]?.changes ?? 0;
      } catch (error) {
        throw classify(error);
      }
    },
  };
}

/** What tells one alert of an organisation from another of the same code. */
function subjectOf({ connectorId, endpointId, machine }: Alert): string {
  return connectorId ?? endpointId ?? machine ?? '';
}

function rowOf(sighting: Sighting) {
  return {
    org_id: sighting.organisationId,
    code: sighting.code,
    subject: subjectOf(sighting),
    told: {
      severity: sighting.severity,
      title: sighting.title,
      detail: sighting.detail,
      store_id: sighting.storeId ?? null,
      connector_id: sighting.connectorId ?? null,
      endpoint_id: sighting.endpointId ?? null,
      count: sighting.count ?? null,
      link: sighting.link,
      since: sighting.since,
    },
  };
}

/**
 * `/orgs/{org}/statistics`: how much happened, hour by hour, for the small curves beside stores, connectors and endpoints.
 */
import { jsonReply } from '../domain/http-reply.ts';
import type { HourlyCounts } from '../domain/provisioning/statistics.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { asking, wholeNumber } from './request/query.ts';
import type { OperatorRoute } from './request/route.ts';

const hourMilliseconds = 3_600_000;
const defaultHours = 24;
const mostHours = 168;

/** What is counted, under the names that the answer has for it. */
const requestCounts = ['requests', 'client_errors', 'server_errors'] as const;
const deliveryCounts = ['deliveries_succeeded', 'deliveries_failed'] as const;
const connectorCounts = [...requestCounts, 'orders'] as const;
const allCounts = [...connectorCounts, ...deliveryCounts] as const;

/** One number for each hour, by what is counted. */
type Series<Count extends string> = Record<Count, number[]>;

/** The one call. */
export function statisticsRoutes({ repositories, clock }: OperatorDependencies): readonly OperatorRoute[] {
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/statistics',
      operationId: 'getStatistics',
      summary: 'Counts requests, orders and deliveries by the hour',
      description:
        'For the organisation, and for each store, connector and endpoint that had any. The hours are those of UTC, and the last of them is running.',
      find: (request) => findOrganisation({ repositories }, request),
      query: { hours: asking(`How many, ${defaultHours} when absent.`, wholeNumber(1, mostHours)) },
      answers: { 200: component('Statistics') },
      async handle({ subject: { id }, query: { hours = defaultHours } }) {
        const thisHour = Math.floor(clock.now() / hourMilliseconds) * hourMilliseconds;
        const since = thisHour - (hours - 1) * hourMilliseconds;
        const counts = await repositories.statistics.hourly(id, since, hours);
        return jsonReply(200, { since: new Date(since), hours, ...fold(counts, since, hours) });
      },
    }),
  ];
}

function fold({ requests, orders, deliveries }: HourlyCounts, since: number, hours: number) {
  const total = newSeries(allCounts, hours);
  const stores = new Map<string, Series<(typeof allCounts)[number]>>();
  const connectors = new Map<string, Series<(typeof connectorCounts)[number]>>();
  const endpoints = new Map<string, Series<(typeof deliveryCounts)[number]>>();
  const placeOf = (hour: Date) => Math.round((hour.getTime() - since) / hourMilliseconds);

  for (const { hour, connectorId, storeId, ...row } of requests) {
    const counts = { requests: row.requests, client_errors: row.clientErrors, server_errors: row.serverErrors };
    add(total, placeOf(hour), counts);
    if (storeId !== null) add(seriesOf(stores, storeId, allCounts, hours), placeOf(hour), counts);
    if (connectorId !== null) add(seriesOf(connectors, connectorId, connectorCounts, hours), placeOf(hour), counts);
  }
  for (const { hour, connectorId, storeId, ...counts } of orders) {
    add(total, placeOf(hour), counts);
    add(seriesOf(stores, storeId, allCounts, hours), placeOf(hour), counts);
    if (connectorId !== null) add(seriesOf(connectors, connectorId, connectorCounts, hours), placeOf(hour), counts);
  }
  for (const { hour, endpointId, storeId, succeeded, failed } of deliveries) {
    const counts = { deliveries_succeeded: succeeded, deliveries_failed: failed };
    add(total, placeOf(hour), counts);
    if (storeId !== null) add(seriesOf(stores, storeId, allCounts, hours), placeOf(hour), counts);
    add(seriesOf(endpoints, endpointId, deliveryCounts, hours), placeOf(hour), counts);
  }
  return {
    total,
    stores: listed(stores, 'store_id'),
    connectors: listed(connectors, 'connector_id'),
    endpoints: listed(endpoints, 'endpoint_id'),
  };
}

function newSeries<Count extends string>(counts: readonly Count[], hours: number): Series<Count> {
  return Object.fromEntries(counts.map((count) => [count, Array<number>(hours).fill(0)])) as Series<Count>; // of just these names
}

function seriesOf<Count extends string>(
  all: Map<string, Series<Count>>,
  id: string,
  counts: readonly Count[],
  hours: number,
): Series<Count> {
  const series = all.get(id) ?? newSeries(counts, hours);
  all.set(id, series);
  return series;
}

function add<Count extends string>(series: Series<Count>, place: number, counts: Partial<Record<Count, number>>): void {
  for (const count of Object.keys(counts) as Count[]) series[count][place] = (series[count][place] ?? 0) + (counts[count] ?? 0); // its own keys
}

function listed(all: ReadonlyMap<string, object>, idName: string) {
  return [...all].toSorted(([one], [other]) => one.localeCompare(other)).map(([id, series]) => ({ [idName]: id, ...series }));
}

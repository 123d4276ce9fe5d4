/**
 * The figures as a plain table. It judges nothing: no figure passes or fails.
 */
import type { DeliveryFigures } from './delivery.ts';
import type { IngestRow } from './ingest.ts';
import type { LatencyRow, Spread } from './latency.ts';
import type { MachineFacts } from './machine.ts';
import type { NeighbourFigures } from './neighbour.ts';

/** Everything that one run found out; `--json` prints it as it is. */
export interface Report {
  readonly commandLine: string;
  readonly machine: MachineFacts;
  readonly ingest: readonly IngestRow[];
  readonly delivery: DeliveryFigures;
  readonly latency: readonly LatencyRow[];
  readonly neighbour: NeighbourFigures;
}

/** The report for a terminal. */
export function formatReport({ commandLine, machine, ingest, delivery, latency, neighbour }: Report): string {
  return [
    `Crossdock benchmark: ${commandLine}`,
    `commit ${machine.commit}, Node.js ${machine.node}, PostgreSQL ${machine.postgres} (${machine.durability})`,
    `${machine.cores} cores of ${machine.processor}, ${machine.memoryGibibytes} GiB; load average before ${machine.loadBefore.toFixed(1)}`,
    `8 KiB reach the disk in ${milliseconds(machine.syncMilliseconds)} ms`,
    'Hub, PostgreSQL, load driver and receiver are processes of their own and share these cores.',
    '',
    'Ingest: POST /integrations/v1/orders, one line, a client among 1,000, one subscriber, 200 connectors.',
    "Baseline: the same rows by raw SQL (bench/baseline-order.sql), slices alternating with the hub's.",
    table([
      ['', '', 'hub', '', '', '', 'baseline', '', '', ''],
      ['Idempotency-Key', 'connections', 'accepted/s', 'p50 ms', 'p99 ms', 'refused', 'written/s', 'p50 ms', 'p99 ms', 'ratio'],
      ...ingest.map(({ idempotencyKeys, connections, hub, baseline, ratio }) => [
        idempotencyKeys ? 'one each' : 'none',
        count(connections),
        count(hub.perSecond),
        milliseconds(hub.p50Milliseconds),
        milliseconds(hub.p99Milliseconds),
        count(hub.refused),
        count(baseline.perSecond),
        milliseconds(baseline.p50Milliseconds),
        milliseconds(baseline.p99Milliseconds),
        ratio.toFixed(2),
      ]),
    ]),
    '',
    'Deliveries: a queue drained to a receiver on this machine; without HTTP: the same dispatcher, attempts that succeed at once.',
    table([
      ['delivered/s', 'without HTTP/s', 'ratio', 'queued', 'received'],
      [
        count(delivery.hubPerSecond),
        count(delivery.withoutHttpPerSecond),
        delivery.ratio.toFixed(2),
        count(delivery.queued),
        count(delivery.received),
      ],
    ]),
    '',
    'Latency at a steady pace, open model: from the moment an order was due to its acknowledgement, and from there to its arrival.',
    table([
      ['orders/s', 'offered', 'accepted', 'due-ack p50 ms', 'p99', 'maximum', 'ack-arrival p50 ms', 'p99', 'maximum', 'arrived'],
      ...latency.map(({ ordersPerSecond, offered, accepted, kept }) => [
        count(ordersPerSecond),
        count(offered),
        count(accepted),
        ...(kept ? [...spread(kept.acknowledgement), ...spread(kept.arrival), count(kept.arrived)] : []),
      ]),
    ]),
    ...latency.flatMap(({ ordersPerSecond, kept }) =>
      kept
        ? []
        : [`  ${count(ordersPerSecond)} orders a second are more than the hub accepts on this machine now: no latency is given.`],
    ),
    '',
    `Neighbours: ${count(neighbour.ordersPerSecond)} orders a second, half of them to one endpoint; the others' p95 from acknowledged to arrived.`,
    table([
      ['all answer, p95 ms', 'it hangs, p95 ms', 'ratio', 'accepted', 'arrived'],
      [
        milliseconds(neighbour.calmP95Milliseconds),
        milliseconds(neighbour.troubledP95Milliseconds),
        neighbour.ratio.toFixed(2),
        count(neighbour.accepted),
        count(neighbour.arrived),
      ],
    ]),
    '',
  ].join('\n');
}

/** The first column to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

function spread({ p50, p99, maximum }: Spread): readonly string[] {
  return [p50, p99, maximum].map(milliseconds);
}

function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

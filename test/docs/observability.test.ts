/** The dashboard, the alert rules and the page about metrics, against the metrics that there are. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../core/platform/telemetry/metrics.ts';
import type { AnyJson } from '../support/json.ts';
import { readMetrics } from '../support/metrics-text.ts';
import { readDocument, sectionOf } from './markdown.ts';

const figures = { due: 1, scheduled: 1, parked: 1, sending: 1, oldestDueSeconds: 1, endpointsSpared: 1, endpointsDisabled: 1 };
const metrics = createMetrics({
  pools: { tenants: { totalCount: 1, idleCount: 1, waitingCount: 0, options: { max: 1 } } },
  queueFigures: async () => figures,
  adapters: { loaded: [1], failed: [] },
});
metrics.observer.requestFinished({ id: '', method: 'GET', surface: 'core', statusCode: 200, durationMilliseconds: 1 });
metrics.observer.commitFinished({ batchSize: 1, requestIds: [], durationMilliseconds: 1 });
metrics.observer.attemptFinished({
  deliveryId: '',
  attemptNumber: 1,
  eventType: 'order.created',
  format: 'peptideclients',
  outcome: 'succeeded',
  durationMilliseconds: 1,
  lagMilliseconds: 1,
});
const text = await metrics.expose();
const { names } = readMetrics(text);
const own = [...names].filter((name) => name.startsWith('crossdock_'));

/** The labels of a metric's series, without the one that histograms have for their buckets. */
function labelsOf(name: string): readonly string[] {
  const series = text.split('\n').filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[{ ]`).test(line));
  const found = series.flatMap((line) => [...line.matchAll(/(\w+)="/g)].map(([, label = '']) => label));
  return [...new Set(found)].filter((label) => label !== 'le').toSorted();
}

/** What Prometheus adds to every series. */
const scrapeLabels = ['instance', 'job', 'le'];

/** Names of metrics and labels in an expression that are not there. */
function mistakes(expression: string): readonly string[] {
  const used = [...new Set(expression.match(/\b(?:crossdock|nodejs|process)_\w+/g))];
  const metricsUsed = used.map((name) => (names.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '')));
  const known = new Set([...scrapeLabels, ...metricsUsed.flatMap(labelsOf)]);
  const labels = [
    ...[...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/)),
    ...[...expression.matchAll(/(\w+)\s*(?:=~|!=|!~|=)\s*"/g)].map(([, label = '']) => label),
  ];
  const empty = used.length === 0 ? ['no metric'] : [];
  return [...empty, ...metricsUsed.filter((name) => !names.has(name)), ...labels.filter((label) => !known.has(label))];
}

it('the check sees names and labels that are not there', () => {
  expect(mistakes('sum by (surface) (rate(crossdock_requests_total{code="401"}[5m]))')).toEqual([]);
  expect(mistakes('crossdock_requests')).toEqual(['crossdock_requests']);
  expect(mistakes('sum by (tenant) (crossdock_requests_total{path="/"})')).toEqual(['tenant', 'path']);
  expect(mistakes('up == 0')).toEqual(['no metric']);
});

describe('docs/grafana/dashboard.json', () => {
  const dashboard: AnyJson = JSON.parse(readDocument('docs/grafana/dashboard.json'));
  const panels: AnyJson[] = dashboard.panels.filter(({ type }: AnyJson) => type !== 'row');
  const expressions: string[] = panels.flatMap(({ targets }) => targets.map(({ expr }: AnyJson) => expr));

  it('asks only for what there is', () => {
    expect(expressions.length).toBeGreaterThan(15);
    expect(expressions.flatMap(mistakes)).toEqual([]);
  });

  it('shows every metric of the hub', () => {
    expect(own.filter((name) => !expressions.some((expression) => expression.includes(name)))).toEqual([]);
  });

  it('has panels that neither overlap nor leave the grid', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }: AnyJson) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }: AnyJson) => x + w))).toBeLessThanOrEqual(24);
    expect(new Set(dashboard.panels.map(({ id }: AnyJson) => id)).size).toBe(dashboard.panels.length);
  });
});

describe('docs/grafana/alert-rules.yaml', () => {
  const rules: AnyJson[] = parse(readDocument('docs/grafana/alert-rules.yaml')).groups.flatMap(({ rules: of }: AnyJson) => of);

  it('asks only for what there is', () => {
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.flatMap(({ expr }) => mistakes(expr))).toEqual([]);
  });

  it('says of each alert how bad it is, what it is and what to do', () => {
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^Crossdock[A-Z]\w+$/);
      expect(['critical', 'warning']).toContain(labels.severity);
      expect([typeof annotations.summary, typeof annotations.description]).toEqual(['string', 'string']);
    }
  });

  it('names labels in its texts that the expression keeps', () => {
    for (const { alert, expr, annotations } of rules) {
      const said = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
      const kept = /\bby \(([^)]*)\)/.exec(expr)?.[1]?.split(/,\s*/) ?? ['instance'];
      expect([alert, said.filter((label) => !kept.includes(label))]).toEqual([alert, []]);
    }
  });
});

it('docs/observability.md lists every metric with its type and labels, and no other', () => {
  const rows = sectionOf(readDocument('docs/observability.md'), 'Metrics').text.split('\n');
  const listed = rows.flatMap((row) => {
    const [, name, type, labels = ''] = /^\| `(crossdock_\w+)` \| (\w+) \| ([^|]*)\|/.exec(row) ?? [];
    const list = [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).toSorted();
    return name === undefined ? [] : [`${name} ${type} ${list.join(' ')}`];
  });
  const exposed = own.map((name) => {
    const type = new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(text)?.[1];
    return `${name} ${type} ${labelsOf(name).join(' ')}`;
  });
  expect(listed.toSorted()).toEqual(exposed.toSorted());
});

/**
 * Reads Prometheus text, as far as tests ask: values by name and labels, and the names that were announced.
 */

/** What a hub exposes at one moment. */
export interface MetricsText {
  readonly names: ReadonlySet<string>;
  /** The value of the one series with these labels and no others; undefined when there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
  /** The sum over all series of that name which have at least these labels. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
  /** Every value of a label, over all series. */
  labelValues(label: string): ReadonlySet<string>;
}

interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads it. Throws at a line that is no such text. */
export function readMetrics(text: string): MetricsText {
  const lines = text.split('\n').filter((line) => line !== '');
  const series = lines.filter((line) => !line.startsWith('#')).map(readSeries);
  const has = (of: Series, labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).every(([name, value]) => of.labels[name] === value);
  return {
    names: new Set(lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? [])),
    value(name, labels = {}) {
      const size = Object.keys(labels).length;
      return series.find((one) => one.name === name && Object.keys(one.labels).length === size && has(one, labels))?.value;
    },
    sum: (name, labels = {}) =>
      series.reduce((total, one) => (one.name === name && has(one, labels) ? total + one.value : total), 0),
    labelValues: (label) => new Set(series.flatMap(({ labels }) => labels[label] ?? [])),
  };
}

function readSeries(line: string): Series {
  const [, name, list = '', value] = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
  if (name === undefined) throw new Error(`no metric: ${line}`);
  const labels = Object.fromEntries([...list.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]));
  return { name, labels, value: Number(value?.replace('Inf', 'Infinity')) };
}

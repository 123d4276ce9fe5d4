/** A small picture of some hours: one bar an hour, what went wrong on top of what went well. */
import styles from './sparkline.module.css';

interface SparklineProps {
  /** What it shows, in words: "Requests of the last 24 hours". */
  readonly label: string;
  /** One number an hour, oldest first. */
  readonly values: readonly number[];
  /** How many of each hour's number went wrong. */
  readonly bad?: readonly number[];
}

const noValues: readonly number[] = [];
const height = 28;
const barWidth = 4;
const gap = 1;

/** Bars as inline SVG; whoever does not see them hears the sums. */
export function Sparkline({ label, values, bad = noValues }: SparklineProps) {
  const highest = Math.max(1, ...values);
  const width = Math.max(1, values.length * (barWidth + gap) - gap);
  const scaled = (value: number) => (value === 0 ? 0 : Math.max(2, (value / highest) * height));
  const badTotal = sum(bad);
  const words = `${label}: ${sum(values)}${badTotal > 0 ? `, ${badTotal} of them failed` : ''}`;
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      <line className={styles.ground} x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {values.map((value, hour) => {
        const x = hour * (barWidth + gap);
        const badHeight = scaled(bad[hour] ?? 0);
        return (
          <g key={hour}>
            <rect className={styles.value} x={x} y={height - scaled(value)} width={barWidth} height={scaled(value)} />
            <rect className={styles.bad} x={x} y={height - badHeight} width={barWidth} height={badHeight} />
          </g>
        );
      })}
    </svg>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

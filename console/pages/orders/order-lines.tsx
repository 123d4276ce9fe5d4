/** What was bought, and how the total comes about. */
import type { Schemas } from '../../api/client.ts';
import { Money } from '../../ui/money.tsx';
import { Panel } from '../../ui/page.tsx';
import { Status } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import styles from './order-page.module.css';

type Order = Schemas['OrderDetail'];

/** The positions and the sums. */
export function OrderLines({ order }: { readonly order: Order }) {
  const { lines, currency, shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents } = order;
  const sums = [
    ['Shipping', shipping_cents],
    ['Fees', fees_cents],
    ['Tax', tax_cents],
    ['Discount', -discount_cents],
    ['Given back', -refunded_cents],
  ] as const;
  return (
    <Panel title="Lines">
      {lines.length === 0 ? (
        <p>The order was cancelled before it came, so it has no lines.</p>
      ) : (
        <Table label="Lines" columns={columnsIn(currency)} rows={lines} keyOf={({ line_number }) => String(line_number)} />
      )}
      <dl className={styles.sums}>
        {sums
          .filter(([, cents]) => cents !== 0)
          .map(([name, cents]) => (
            <Sum key={name} name={name} cents={cents} currency={currency} />
          ))}
        <Sum name="Total" cents={total_cents} currency={currency} isTotal />
      </dl>
    </Panel>
  );
}

type Line = Order['lines'][number];

function columnsIn(currency: string): readonly TableColumn<Line>[] {
  return [
    {
      title: 'What',
      cell: ({ description, sku, status }) => (
        <>
          {description} {sku !== null && <code>{sku}</code>} {status === 'cancelled' && <Status tone="idle">cancelled</Status>}
        </>
      ),
    },
    { title: 'Quantity', align: 'end', cell: ({ quantity }) => quantity },
    {
      title: 'Price',
      align: 'end',
      wideOnly: true,
      cell: ({ unit_price_cents }) => <Money cents={unit_price_cents} currency={currency} />,
    },
    { title: 'Total', align: 'end', cell: (line) => <Money cents={line.total_cents} currency={currency} /> },
  ];
}

interface SumProps {
  readonly name: string;
  readonly cents: number;
  readonly currency: string;
  readonly isTotal?: boolean;
}

function Sum({ name, cents, currency, isTotal = false }: SumProps) {
  const className = isTotal ? styles.total : undefined;
  return (
    <>
      <dt className={className}>{name}</dt>
      <dd className={className}>
        <Money cents={cents} currency={currency} />
      </dd>
    </>
  );
}

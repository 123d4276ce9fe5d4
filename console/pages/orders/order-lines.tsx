/** What was bought, and how the total comes about. */
import type { Schemas } from '../../api/client.ts';
import { Money } from '../../ui/money.tsx';
import { Panel } from '../../ui/page.tsx';
import { Status } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import styles from './order-page.module.css';

type Order = Schemas['OrderDetail'];

/** The positions and the sums. What stands above the total adds up to it. */
export function OrderLines({ order }: { readonly order: Order }) {
  const { lines, currency, shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents } = order;
  const isWithin = isDiscountWithin(order);
  const parts: readonly Amount[] = [
    ['Shipping', shipping_cents],
    ['Fees', fees_cents],
    ['Tax', tax_cents],
    ['Discount', isWithin ? 0 : -discount_cents],
  ];
  const remarks: readonly Amount[] = [
    ['Discount, taken off already', isWithin ? discount_cents : 0],
    ['Given back of it', refunded_cents],
  ];
  return (
    <Panel title="Lines">
      {lines.length === 0 ? (
        <p>The order was cancelled before it came, so it has no lines.</p>
      ) : (
        <Table label="Lines" columns={columnsIn(currency)} rows={lines} keyOf={({ line_number }) => String(line_number)} />
      )}
      <dl className={styles.sums}>
        <Sums amounts={parts} currency={currency} />
        <Sum name="Total" cents={total_cents} currency={currency} isTotal />
        <Sums amounts={remarks} currency={currency} />
      </dl>
    </Panel>
  );
}

type Amount = readonly [name: string, cents: number];

/** True where the lines' totals are net of the order's discount: some storefronts state it so, and others take it off the whole. */
function isDiscountWithin({
  lines,
  shipping_cents,
  fees_cents,
  tax_cents,
  discount_cents,
  total_cents,
  totals_mismatch_cents,
}: Order): boolean {
  const ofLines = lines.filter(({ status }) => status !== 'cancelled').reduce((sum, line) => sum + line.total_cents, 0);
  const parts = ofLines + shipping_cents + fees_cents + tax_cents;
  return parts - discount_cents !== total_cents - totals_mismatch_cents;
}

function Sums({ amounts, currency }: { readonly amounts: readonly Amount[]; readonly currency: string }) {
  return amounts
    .filter(([, cents]) => cents !== 0)
    .map(([name, cents]) => <Sum key={name} name={name} cents={cents} currency={currency} />);
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

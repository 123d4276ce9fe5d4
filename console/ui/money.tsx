/** An amount in minor units with its currency, in the viewer's own notation. */

interface MoneyProps {
  /** Minor units of the currency; null shows a dash. */
  readonly cents: number | null | undefined;
  /** ISO 4217. */
  readonly currency: string;
}

/** One amount. The number of decimals is the currency's own: none for JPY, three for KWD. */
export function Money({ cents, currency }: MoneyProps) {
  if (cents == null) return <span>–</span>;
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return <span>{format.format(cents / 10 ** decimals)}</span>;
}

/** Amounts as people write them, and as the API takes them. */

/** How many decimals the currency has: none for JPY, three for KWD; two where the browser does not know it. */
function decimalsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // a RangeError: no currency at all, which the hub will say
  }
}

/** "19.99" in GBP is 1999; undefined when it is no amount of the currency. Read as text, so that no float comes in between. */
export function minorUnits(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const [, whole = '', fraction = ''] = /^(\d{1,10})(?:[.,](\d*))?$/.exec(text.trim()) ?? [];
  if (whole === '' || fraction.length > decimals) return undefined;
  return Number(whole + fraction.padEnd(decimals, '0'));
}

/** 1999 in GBP is "19.99". */
export function majorUnits(cents: number, currency: string): string {
  return (cents / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
}

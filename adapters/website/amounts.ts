/**
 * Amounts of an order: read as exact decimals, judged, and turned into minor units at the very end.
 *
 * A reader keeps going after a fault and hands out harmless stand-ins, so that the translators read like the payload.
 * Whoever reads must look at `fault` before using what was read.
 */
import {
  type Decimal,
  fault,
  type Fault,
  maximumAmountMinor,
  parseDecimal,
  toMinorUnits,
  toSafeMinor,
} from '../../core/sdk/index.ts';

/** Reads amounts that belong together, such as those of one line, in one currency. */
export class AmountReader {
  readonly #currency: string;
  #fault: Fault | undefined;
  #rounded = false;

  /** `currency` is an active ISO 4217 code; the caller has seen to it. */
  constructor(currency: string) {
    this.#currency = currency;
  }

  /** The first amount that cannot be used; undefined so far when there is none. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** True when an amount so far had more decimals than the currency and was rounded half-even. */
  get rounded(): boolean {
    return this.#rounded;
  }

  /** What the sender wrote at `place`, a JSON pointer; undefined when it wrote nothing. Refuses other text, and amounts out of range. */
  stated(text: string | null | undefined, place: string): Decimal | undefined {
    if (text == null) return undefined;
    const value = parseDecimal(text);
    if (value === undefined) {
      this.refuse(fault('validation_failed', `${place} is not a decimal number`));
      return undefined;
    }
    const minor = toMinorUnits(value, this.#currency)?.amountMinor ?? 0n;
    if (value.coefficient < 0n || minor > BigInt(maximumAmountMinor)) {
      this.refuse(fault('amount_out_of_range', `${place} must be between 0 and ${maximumAmountMinor} minor units`));
      return undefined;
    }
    return value;
  }

  /** Minor units of what was stated or worked out for `place`. Refuses what is below zero or beyond 2^53 - 1. */
  cents(amount: Decimal, place: string): number {
    const cents = this.centsForInformation(amount, place);
    this.#rounded ||= toMinorUnits(amount, this.#currency)?.rounded ?? false;
    return cents;
  }

  /** The same for an amount that no total depends on: it does not count as rounded. */
  centsForInformation(amount: Decimal, place: string): number {
    const minor = toMinorUnits(amount, this.#currency)?.amountMinor ?? 0n;
    const cents = minor < 0n ? undefined : toSafeMinor(minor);
    if (cents === undefined) this.refuse(fault('amount_out_of_range', `${place} comes to an amount that is out of range`));
    return cents ?? 0;
  }

  /** Notes what is wrong; the first word stands. */
  refuse(reason: Fault): void {
    this.#fault ??= reason;
  }
}

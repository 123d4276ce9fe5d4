/**
 * The law about money: an amount goes from the sender's text to the command's integer without a float in between.
 *
 * Nobody tells the laws which field is money. They find out by trying: a field whose 7 becomes 700 and whose 9 becomes 900
 * is an amount in major units, and then amounts that floats cannot hold have to arrive exactly. All are written as the sample
 * writes its own, since a storefront that says 12,50 need not take 12.50.
 */
import type { Translation } from '../contract.ts';
import { compileSchema } from './schema.ts';
import { broken, parsedBody, parsedRequest, type RoutedSample, routedSamples, settles, type Subject } from './subject.ts';

/**
 * 4.35 * 100 is 434.99999999999994; and 1.015 * 100 is 101.49999999999999, which rounds down where 101.5 does not: of those
 * with three decimals, every way of rounding halves gives the larger.
 */
const treacherousAmounts = ['0.29', '1.15', '4.35', '8.54', '19.99', '1001.10', '1.015', '4.035', '10.075'];
/** As a float it is 70368744177664.375, which no rounding mends; only text carries it. */
const treacherousText = '70368744177664.37';
/** Decimals of a currency that has any. */
const scales = [2, 3, 4];
/** The commands that bring an order's amounts. */
const orderCommands: ReadonlySet<string> = new Set(['order.create', 'order.upsert', 'order.merge']);
/** An amount in digits, with a point or a comma before its decimals. */
const numeric = /^\d{1,12}(?:([.,])(\d+))?$/;

type Path = readonly (string | number)[];
type Json = Readonly<Record<string, unknown>>;

/**
 * Every amount of every sample, replaced by what floats get wrong, arrives to the last digit, or the request is refused.
 * Where samples become orders, an amount has to be found in one: bodies that are read `raw` have no places to try.
 */
export async function readsMoneyExactly<Config extends object>(subject: Subject<Config>): Promise<void> {
  const withoutAmount: string[] = [];
  let foundAmount = false;
  for (const sample of routedSamples(subject)) {
    const json = parsedBody(sample.route, sample.request);
    const isValid = sample.route.bodySchema === undefined ? () => true : compileSchema(sample.route.bodySchema);
    const numbersWith = async (path: Path, text: string): Promise<ReadonlyMap<string, number>> => {
      const altered = replaced(json, path, text) as Json; // an altered object is one
      if (!isValid(altered)) return new Map();
      const translation = await translate(subject, sample, altered);
      return translation.kind === 'command' ? numbersOf(translation.command) : new Map();
    };
    let found = false;
    for (const path of numericPlaces(json))
      found = (await judgePlace(sample.name, path, valueAt(json, path), numbersWith)) || found;
    const isOrder = sample.route.body !== 'raw' && (await isOrderSample(subject, sample, json));
    if (isOrder && found) foundAmount = true;
    else if (isOrder) withoutAmount.push(sample.name);
  }
  if (!foundAmount && withoutAmount.length > 0)
    broken(`no amount was found in ${withoutAmount.join(', ')}: there is nothing to judge; give an order with prices in digits`);
}

async function isOrderSample<Config extends object>(
  subject: Subject<Config>,
  sample: RoutedSample<Config>,
  json: Json,
): Promise<boolean> {
  const translation = await translate(subject, sample, json);
  return translation.kind === 'command' && orderCommands.has(translation.command.name);
}

/** True when what stands there is an amount, in major units or in minor ones. Tries are written as `given` is, what the sample has. */
async function judgePlace(
  name: string,
  path: Path,
  given: unknown,
  numbersWith: (path: Path, text: string) => Promise<ReadonlyMap<string, number>>,
): Promise<boolean> {
  const [seven, nine] = [await numbersWith(path, writtenLike(given, '7')), await numbersWith(path, writtenLike(given, '9'))];
  const money = [...seven].flatMap(([place, value]) => {
    const scale = scales.find((decimals) => value === 7 * 10 ** decimals && nine.get(place) === 9 * 10 ** decimals);
    return scale === undefined ? [] : [{ place, scale }];
  });
  // Minor units need no arithmetic: that they arrive is all there is to judge.
  const isMinor = [...seven].some(([place, value]) => place.endsWith('Cents') && value === 7 && nine.get(place) === 9);
  if (money.length === 0) return isMinor;
  for (const amount of [...treacherousAmounts, ...(typeof given === 'string' ? [treacherousText] : [])]) {
    const written = writtenLike(given, amount);
    const numbers = await numbersWith(path, written);
    for (const { place, scale } of money) {
      const found = numbers.get(place);
      const exact = Number(minorOf(amount, scale));
      // A number that is no longer safe could not be written exactly by anybody: the robustness laws judge those.
      if (found !== undefined && Number.isSafeInteger(exact) && found !== exact)
        broken(
          `${name}: ${written} at /${path.join('/')} became ${found} instead of ${exact}: money went through a float; read it with minorUnits`,
        );
    }
  }
  return true;
}

function translate<Config extends object>(
  subject: Subject<Config>,
  sample: RoutedSample<Config>,
  json: Json,
): Promise<Translation> {
  return settles(`${sample.name}: translate`, () => sample.route.translate(parsedRequest(subject, sample, json)));
}

/** The amount in minor units; all texts here have three decimals at most, and halves go up. */
function minorOf(amount: string, scale: number): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  const thousandths = BigInt(whole + fraction.padEnd(3, '0'));
  return scale === 2 ? (thousandths + 5n) / 10n : thousandths * 10n ** BigInt(scale - 3);
}

function numericPlaces(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'number' || (typeof value === 'string' && numeric.test(value))) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    numericPlaces(part, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), json);
}

/** The amount with the sample's sign before its decimals; a whole one with as many decimals as the sample has. */
function writtenLike(given: unknown, amount: string): string {
  const [, sign = '.', decimals = ''] = numeric.exec(String(given)) ?? [];
  const [whole = '', fraction = '0'.repeat(decimals.length)] = amount.split('.');
  return fraction === '' ? whole : `${whole}${sign}${fraction}`;
}

/** The value with one place replaced: by text where there was text, by a number where there was one. */
function replaced(value: unknown, [name, ...rest]: Path, text: string): unknown {
  if (name === undefined) return typeof value === 'number' ? Number(text) : text;
  if (Array.isArray(value)) return value.with(Number(name), replaced(value[Number(name)], rest, text));
  return { ...Object(value), [name]: replaced(Reflect.get(Object(value), name), rest, text) };
}

/** Every number inside a command by where it stands. */
function numbersOf(value: unknown, place = ''): ReadonlyMap<string, number> {
  if (typeof value === 'number') return new Map([[place, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([name, part]) => [...numbersOf(part, `${place}/${name}`)]));
}

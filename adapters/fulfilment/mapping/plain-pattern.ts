/**
 * Regular expressions that may run on what a stranger sent. A regular expression cannot be interrupted, so only those are let in
 * whose work is bounded by their form, and only on texts of bounded length.
 */

import { BudgetExceeded } from './evaluation-budget.ts';

const maximumPatternLength = 200;
const maximumTextLength = 1_000;
/** Each may be there or not: their number doubles the work, so it is small. */
const maximumOptionalParts = 4;
/** A repetition between two counts that lie further apart is as good as an open one. */
const smallRange = 3;

const token = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?::|<[A-Za-z]\w*>)?)?|\)|[*+?]|\{\d+(?:,\d*)?\}|[\s\S]/g;
const lookaround = /\(\?<?[=!]/;

/**
 * Why a pattern is refused, as a sentence; undefined when it may run. Refused are back references, lookarounds, repeated groups, and
 * more than one open repetition: `[0-9]+`, `^[A-Z]{2}-\d{4}$` and `a|b` pass, `(a+)+` and `a*b*c` do not.
 */
export function findPatternObjection(source: string): string | undefined {
  if (source.length > maximumPatternLength) return `has a pattern of more than ${maximumPatternLength} characters`;
  if (lookaround.test(source) || /\\(?:[1-9]|k<)/.test(source)) return 'has a pattern that looks around or back';
  let previous = '';
  let open = 0;
  let optional = 0;
  for (const [part] of source.matchAll(token)) {
    const repetition = readRepetition(part);
    const isLazy = part === '?' && /^[*+?]$|^\{.*\}$/.test(previous);
    if (repetition !== undefined && !isLazy) {
      if (previous === ')') return 'has a pattern that repeats a group';
      if (repetition.least > maximumTextLength) return 'has a pattern that counts too far';
      if (repetition.most - repetition.least > smallRange) open += 1;
      else if (repetition.most > repetition.least) optional += 1;
    }
    previous = part;
  }
  return open > 1 || optional > maximumOptionalParts ? 'has a pattern with more than one open repetition' : undefined;
}

/** How often the part before is repeated; undefined for what is no repetition. */
function readRepetition(part: string): { readonly least: number; readonly most: number } | undefined {
  if (part === '*') return { least: 0, most: Number.POSITIVE_INFINITY };
  if (part === '+') return { least: 1, most: Number.POSITIVE_INFINITY };
  if (part === '?') return { least: 0, most: 1 };
  const [, least, comma, most] = /^\{(\d+)(?:(,)(\d*))?\}$/.exec(part) ?? [];
  if (least === undefined) return undefined;
  const upper = comma === undefined ? least : most === '' || most === undefined ? Infinity : most;
  return { least: Number(least), most: Number(upper) };
}

/** A RegExp that refuses patterns by throwing their objection, and refuses texts of more than 1,000 characters by throwing too. */
export class PlainRegExp extends RegExp {
  constructor(pattern: string | RegExp, flags?: string) {
    super(pattern, flags);
    const objection = findPatternObjection(this.source);
    if (objection !== undefined) throw new SyntaxError(objection);
  }

  override exec(text: string): RegExpExecArray | null {
    if (text.length > maximumTextLength) throw new BudgetExceeded('applies a pattern to a text of more than 1,000 characters');
    return super.exec(text);
  }
}

/**
 * Regular expressions that may run on what a stranger sent. A regular expression cannot be interrupted, so only those are let in
 * whose work is bounded by their form, and only on texts of bounded length.
 */

import { BudgetExceeded } from './evaluation-budget.ts';

const maximumPatternLength = 200;
const maximumTextLength = 1_000;
/** Characters looked at in the worst case: wherever a match may begin, however far it repeats, whichever alternatives it tries. */
const maximumWork = 100_000_000;
/** A repetition between two counts that lie further apart is as good as an open one. */
const smallRange = 3;

const token = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?::|<[A-Za-z]\w*>)?)?|\)|[*+?]|\{\d+(?:,\d*)?\}|[\s\S]/g;
const lookaround = /\(\?<?[=!]/;

/**
 * Why a pattern is refused, as a sentence; undefined when it may run. Refused are back references, lookarounds, repeated groups,
 * more than one open repetition, and more alternatives one after the other than could all be tried: `[0-9]+`,
 * `^[A-Z]{2}-\d{4}$` and `a|b` pass, `(a+)+`, `a*b*c` and `(a|aa)(a|aa)` many times over do not. `flags` are those it runs with.
 */
export function findPatternObjection(source: string, flags = ''): string | undefined {
  if (source.length > maximumPatternLength) return `has a pattern of more than ${maximumPatternLength} characters`;
  if (lookaround.test(source) || /\\(?:[1-9]|k<)/.test(source)) return 'has a pattern that looks around or back';
  let previous = '';
  let open = 0;
  let choices = 1;
  let length = 0;
  const alternatives = [1];
  for (const [part] of source.matchAll(token)) {
    const repetition = readRepetition(part);
    const isLazy = part === '?' && /^[*+?]$|^\{.*\}$/.test(previous);
    if (repetition !== undefined && !isLazy) {
      if (previous === ')') return 'has a pattern that repeats a group';
      if (repetition.least > maximumTextLength) return 'has a pattern that counts too far';
      if (repetition.most - repetition.least > smallRange) open += 1;
      else choices *= repetition.most - repetition.least + 1;
      length += repetition.least;
    }
    if (part.startsWith('(')) alternatives.push(1);
    else if (part === '|') alternatives.push((alternatives.pop() ?? 1) + 1);
    else if (part === ')') choices *= alternatives.pop() ?? 1;
    length += 1;
    previous = part;
  }
  if (open > 1) return 'has a pattern with more than one open repetition';
  const [whole = 1] = alternatives;
  const beginnings = source.startsWith('^') && whole === 1 && !flags.includes('m') ? 1 : maximumTextLength;
  const work = beginnings * (open === 0 ? 1 : maximumTextLength) * choices * whole * length;
  return work > maximumWork ? 'has a pattern with too many alternatives, optional parts or counted characters' : undefined;
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
    const objection = findPatternObjection(this.source, this.flags);
    if (objection !== undefined) throw new SyntaxError(objection);
  }

  override exec(text: string): RegExpExecArray | null {
    if (text.length > maximumTextLength) throw new BudgetExceeded('applies a pattern to a text of more than 1,000 characters');
    return super.exec(text);
  }
}

/**
 * Collects what is wrong with the fields of a request, so that a caller reads all of it at once. It never keeps a value.
 */
import { fault, type Fault, type FieldFault } from '../../core/sdk/index.ts';

/** What was found wrong so far. */
export interface FieldReport {
  /** Notes that `field` is refused; `problem` goes on after the field's name, such as "must be an integer". */
  add(field: string, problem: string): undefined;
  /** The refusal that names every field, each with its first problem; undefined when nothing is wrong. */
  refusal(): Fault | undefined;
}

/** An empty report. */
export function createFieldReport(): FieldReport {
  const problems = new Map<string, FieldFault>();
  return {
    add(path, problem) {
      const message = `${path.replaceAll('_', ' ')} ${problem}`;
      if (!problems.has(path)) problems.set(path, { path, message });
    },
    refusal() {
      const [first] = problems.values();
      return first && fault('validation_failed', first.message, { fields: [...problems.values()] });
    },
  };
}

/** A field's text; undefined where it is absent or null, or where it is refused because it is no text. */
export function readText(json: Readonly<Record<string, unknown>>, field: string, report: FieldReport): string | undefined {
  const value = json[field] ?? undefined;
  return value === undefined || typeof value === 'string' ? value : report.add(field, 'must be a string');
}

/** A query parameter; undefined where it is absent, or where it is refused because it is there twice. */
export function readParameter(query: URLSearchParams, name: string, report: FieldReport): string | undefined {
  const [value, ...others] = query.getAll(name);
  return others.length > 0 ? report.add(name, 'must be given once') : value;
}

/** How many characters a reader would count: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/**
 * Secrets by reference: `${NAME}` in a text, and `{env: NAME}` or `{file: path}` in the place of one, replaced after the file
 * was parsed, so that no value can become YAML. It remembers which places were references, and never repeats a value.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FieldFault } from '../../domain/fault.ts';
import { isSecretVariable } from '../../platform/secret-variables.ts';

/** Where references lead to. */
export interface ReferenceSources {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The folder that the paths of `{file: path}` start from. */
  readonly folder: string;
}

/** A value without references. */
export interface Resolved {
  readonly value: unknown;
  /** The places that were references, as dotted paths. */
  readonly references: readonly string[];
  /** References that lead nowhere. */
  readonly faults: readonly FieldFault[];
}

const inText = /\$\{([^}]*)\}/g;
const nameSyntax = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Replaces every reference in `value`, which stands at `path`. */
export function resolveReferences(value: unknown, path: string, sources: ReferenceSources): Resolved {
  const references: string[] = [];
  const faults: FieldFault[] = [];
  return { value: replace(value, path), references, faults };

  function replace(part: unknown, at: string): unknown {
    if (typeof part === 'string') return replaceText(part, at);
    if (Array.isArray(part)) return part.map((item, index) => replace(item, `${at}.${index}`));
    if (typeof part !== 'object' || part === null) return part;
    const { env, file } = part as { readonly env?: unknown; readonly file?: unknown }; // an object, so it may be asked for both
    if (Object.keys(part).length === 1 && typeof env === 'string') return record(at, () => valueOf(env));
    if (Object.keys(part).length === 1 && typeof file === 'string') return record(at, () => contentsOf(file));
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, replace(member, `${at}.${key}`)]));
  }

  function replaceText(text: string, at: string): string {
    if (!text.includes('${')) return text;
    return record(at, () => text.replaceAll(inText, (_whole, name: string) => valueOf(name)));
  }

  function record(at: string, read: () => string): string {
    references.push(at);
    try {
      return read();
    } catch (error) {
      faults.push({ path: at, message: error instanceof Error ? error.message : 'cannot be read' });
      return '';
    }
  }

  function valueOf(name: string): string {
    if (!nameSyntax.test(name)) throw new Error(`refers to ${name}, which is not the name of an environment variable`);
    if (isSecretVariable(name)) throw new Error(`refers to ${name}, which is the hub's own`);
    const found = sources.variables[name];
    if (!found) throw new Error(`refers to the environment variable ${name}, which is not set`);
    return found;
  }

  function contentsOf(file: string): string {
    try {
      return readFileSync(resolve(sources.folder, file), 'utf8').replace(/\r?\n$/, '');
    } catch {
      throw new Error(`refers to the file ${file}, which cannot be read`);
    }
  }
}

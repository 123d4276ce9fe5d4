/**
 * How commands write: lines for people, or one JSON value a line under `--json`. Errors are for crossdock.ts alone to write.
 */

/** The option that every command takes. */
export interface JsonOption {
  readonly json?: boolean;
}

/** Its name and meaning, as every command declares it. */
export const jsonOption = ['--json', 'answer in JSON, one value a line'] as const;

/** One line for a person. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One value for a program. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Exactly one of the two. */
export function answer({ json = false }: JsonOption, value: unknown, text: string): void {
  if (json) sayJson(value);
  else say(text);
}

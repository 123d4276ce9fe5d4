/**
 * What a sender gave and what it left out: null, blank text and a missing field are the same.
 */

/** A record's type once its absent values are gone: what may be undefined becomes optional. */
export type Given<Fields extends object> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The same record without the properties that are undefined. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Fields>; // fromEntries forgets which names it was given
}

/** The first text that is not blank, unchanged; undefined when there is none. */
export function firstText(...texts: readonly (string | null | undefined)[]): string | undefined {
  return texts.find((text) => text != null && text.trim() !== '') ?? undefined;
}

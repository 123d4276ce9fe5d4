/**
 * Leaving out what was not said: an absent property and one that is `undefined` are not the same to the hub.
 */

/** A record's type once its absent values are gone: what may be undefined becomes optional. */
export type Present<Fields extends object> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The same record without the properties that are undefined. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<Fields>; // fromEntries forgets which names it was given
}

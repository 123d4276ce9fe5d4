/**
 * What may be there now or come later. It says nothing about how long it takes.
 */

/** A value, or the promise of one: `await` takes both. */
export type Awaitable<Value> = Value | Promise<Value>;

/** JSON that tests look into freely: the answers of every surface, of every shape. */

/** Any JSON value; what a test reads from it, it also asserts. */
export type AnyJson = any; // oxlint-disable-line typescript/no-explicit-any -- the one place where tests may

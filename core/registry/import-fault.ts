/**
 * Says why a module could not be imported, with the cure where Node's own words do not tell it.
 */

/** How Node says, in one way or the other, that it took an ES module for CommonJS. */
const takenForCommonJs = /import statement outside a module|ES Module .*in a cycle|Unexpected token 'export'/;

/** What was thrown, as a sentence for the adapter's author. */
export function importFaultOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return takenForCommonJs.test(message) ? `${message} (the package.json nearest to the adapter needs "type": "module")` : message;
}

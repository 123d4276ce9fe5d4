/**
 * Lets adapters import `crossdock/sdk` and `crossdock/sdk/conformance` wherever they lie: both lead to the SDK of the hub
 * that loads them, whether or not a package of that name is installed beside them. It resolves nothing else.
 */
import { registerHooks } from 'node:module';
import { extname } from 'node:path';

const extension = extname(import.meta.filename); // the sources run as they are; a compiled hub has only JavaScript

const published: ReadonlyMap<string, string> = new Map([
  ['crossdock/sdk', new URL(`../sdk/index${extension}`, import.meta.url).href],
  ['crossdock/sdk/conformance', new URL(`../sdk/conformance${extension}`, import.meta.url).href],
]);

let isProvided = false;

/** From now on this thread resolves them so. Calling it again changes nothing. */
export function provideSdk(): void {
  if (isProvided) return;
  isProvided = true;
  registerHooks({
    resolve: (specifier, context, nextResolve) => nextResolve(published.get(specifier) ?? specifier, context),
  });
}

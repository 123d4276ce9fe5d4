/**
 * Watches whether signatures are compared in constant time: it counts, while something runs, the calls of the functions of
 * Node that compare so. It changes nothing that they do, and puts them back.
 */
import crypto, { webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Comparing = 'timingSafeEqual' | 'verify' | 'createVerify';

const comparing: readonly Comparing[] = ['timingSafeEqual', 'verify', 'createVerify'];

/** What `run` gives, and how often something was compared in constant time meanwhile. Nothing else may verify at the same time. */
export async function countingComparisons<Result>(
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly count: number }> {
  let count = 0;
  const counted = <Original extends (...given: never[]) => unknown>(original: Original): Original =>
    new Proxy(original, {
      apply(target, self, given: unknown[]): unknown {
        count += 1;
        return Reflect.apply(target, self, given);
      },
    });
  const originals = comparing.map((name) => [crypto, name, crypto[name]] as const);
  const subtle: object = Object.getPrototypeOf(webcrypto.subtle) as object; // every object has a prototype or null, and this one has
  const subtleVerify = webcrypto.subtle.verify;
  for (const [, name, original] of originals) Reflect.set(crypto, name, counted(original));
  Reflect.set(subtle, 'verify', counted(subtleVerify));
  syncBuiltinESMExports();
  try {
    return { result: await run(), count };
  } finally {
    for (const [, name, original] of originals) Reflect.set(crypto, name, original);
    Reflect.set(subtle, 'verify', subtleVerify);
    syncBuiltinESMExports();
  }
}

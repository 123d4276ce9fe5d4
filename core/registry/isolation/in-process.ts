/**
 * Hosts an adapter in the hub's own thread: no isolation. It only turns what an adapter throws into a failure that names it.
 */
import { AdapterFailure } from '../../domain/adapter-failure.ts';
import type { HostedAdapter } from '../../sdk/catalogue.ts';
import type { PayloadFormatAdapter } from '../../sdk/contract.ts';
import { adapterOf, at, describe } from './description.ts';
import { mounted, unmounted } from './mount.ts';

/** The adapter, with every failure told to `onFailure` before it is thrown on. Answers at once where the adapter does. */
export function hostInProcess(
  adapter: PayloadFormatAdapter,
  mount: string | undefined,
  onFailure: (failure: AdapterFailure) => void,
): HostedAdapter {
  const fail = (place: string, error: unknown): never => {
    const failure = new AdapterFailure(adapter.format, place, 'threw', error instanceof Error ? error.name : 'no Error');
    failure.cause = error; // the hub's own log may tell what its own code threw
    onFailure(failure);
    throw failure;
  };
  return adapterOf(mounted(describe(adapter), mount), (place, given) => {
    const parent = at(adapter, place.slice(0, Math.max(place.lastIndexOf('.'), 0)));
    const called = at(parent, place.slice(place.lastIndexOf('.') + 1)) as (...given: readonly unknown[]) => unknown; // described as one
    try {
      const result = Reflect.apply(called, parent, unmounted(place, given, mount));
      return result instanceof Promise ? result.catch((error: unknown) => fail(place, error)) : result;
    } catch (error) {
      return fail(place, error);
    }
  });
}

/**
 * Moves an adapter's paths below a place of the operator's choice. The adapter itself never sees that it was moved.
 */
import { at, type Description } from './description.ts';
import { mapRequest } from './messages.ts';

/** The description with every path below `mount`; unchanged when that is absent. */
export function mounted(description: Description, mount: string | undefined): Description {
  if (mount === undefined) return description;
  const data = structuredClone(description.data);
  const places = [at(data, 'inbound.routes'), at(data, 'inbound.probes')].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  for (const place of [...places, at(data, 'inbound.reference')]) {
    if (typeof place === 'object' && place !== null && 'path' in place) Reflect.set(place, 'path', mount + String(place.path));
  }
  return { ...description, data };
}

/** The arguments of a call with the path that the adapter knows. */
export function unmounted(place: string, given: readonly unknown[], mount: string | undefined): readonly unknown[] {
  if (mount === undefined) return given;
  return mapRequest(place, given, (request) => {
    const { path } = request as { path: string }; // the contract has a request there
    return { ...(request as object), path: path.startsWith(mount) ? path.slice(mount.length) : path };
  });
}

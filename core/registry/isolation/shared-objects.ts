/**
 * Notices when an adapter changed what all code in its thread or process shares, such as Array.prototype or JSON: from then on
 * neither its own answers nor those of the guest around it can be believed. It repairs nothing.
 */

// Kept from before any adapter is imported; no iterator and no method is used below, as those may be replaced too.
const { ownKeys, getOwnPropertyDescriptor } = Reflect;

const constructors = [Object, Array, String, Number, RegExp, Function, Promise, Map, Set, Uint8Array, URLSearchParams, Buffer];
const watched: readonly object[] = [
  ...constructors,
  ...constructors.map((constructor): object => constructor.prototype as object), // each of them has one
  Reflect,
  JSON,
  ArrayBuffer,
];
/** What is added to these changes how other things are read or written; what is added elsewhere does no harm. */
const inherited: readonly object[] = [Object.prototype, Array.prototype, String.prototype];
const globals = [
  'Object',
  'Array',
  'Reflect',
  'JSON',
  'Math',
  'Promise',
  'Map',
  'Set',
  'Uint8Array',
  'URLSearchParams',
  'Buffer',
];

/**
 * Remembers what is shared as it is now; the function then says whether any function in it was replaced or removed, or anything
 * added to what all objects, lists or texts inherit.
 */
export function watchSharedObjects(): () => boolean {
  const objects = [...watched, globalThis];
  const counts = inherited.map((object) => ownKeys(object).length);
  const properties = objects.flatMap((object) =>
    (object === globalThis ? globals : ownKeys(object))
      .filter((key) => isReplaceable(object, key))
      .map((key) => ({ object, key, value: Reflect.get(object, key) as unknown })),
  );
  return () => {
    for (let index = 0; index < counts.length; index += 1) {
      if (ownKeys(inherited[index] as object).length !== counts[index]) return true; // there are as many
    }
    for (let index = 0; index < properties.length; index += 1) {
      const property = properties[index];
      if (property && (property.object as Record<PropertyKey, unknown>)[property.key] !== property.value) return true; // as it was read
    }
    return false;
  };
}

/** Getters are left out: most refuse to be read on a prototype. So are values that change by themselves, as RegExp.lastMatch does. */
function isReplaceable(object: object, key: PropertyKey): boolean {
  const descriptor = getOwnPropertyDescriptor(object, key);
  return descriptor !== undefined && (object === globalThis || typeof descriptor.value === 'function');
}

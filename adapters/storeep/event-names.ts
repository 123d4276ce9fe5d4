/**
 * What the protocol calls events, and which of the hub's events each name stands for.
 */
import type { EventType, HubEvent } from '../../core/sdk/index.ts';

/** The names that a webhook can be for; the first type of each is the one that names a stored webhook. */
const typesByName: Readonly<Record<string, readonly [EventType, ...EventType[]]>> = {
  'session-created': ['session.created'],
  'order-created': ['order.created'],
  'order-updated': ['order.updated', 'order.cancelled', 'order.shipped', 'order.delivered'],
};

/** The names, for the sentence that refuses another one. */
export const eventNames: readonly string[] = Object.keys(typesByName);

/** Every type that a webhook can be told of. */
export const deliveredTypes: readonly EventType[] = Object.values(typesByName).flat();

/** The types of a name; undefined for a name that the protocol does not have. A copy, which the caller may keep. */
export function eventTypesOf(name: string): readonly EventType[] | undefined {
  return Object.hasOwn(typesByName, name) ? typesByName[name]?.slice() : undefined;
}

/** The protocol's name of an event. One that nobody can ask for, such as a test, is named after its type. */
export function eventNameOf(type: HubEvent['type']): string {
  const entry = Object.entries(typesByName).find(([, types]) => types.some((known) => known === type));
  return entry?.[0] ?? type.replaceAll(/[._]/g, '-');
}

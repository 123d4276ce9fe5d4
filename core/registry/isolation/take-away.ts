/**
 * Takes away from a guest what of Node reaches the hub past its thread or process: signals, priorities, and the inspector of the
 * hub's thread. It changes the very functions, so that no other way to the same module brings them back.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { isMainThread } from 'node:worker_threads';

const signalling = ['kill', '_kill', '_debugProcess', '_debugEnd', 'abort'];
/** Node's old way to its insides, which leads around what is taken away here. */
const inward = ['binding', '_linkedBinding'];

/** From now on the guest goes without. To be called before the adapter is imported. */
export function takeAwayReach(): void {
  for (const name of [...signalling, ...inward]) remove(process, name);
  remove(os, 'setPriority');
  // In a process of its own Node's permissions keep the inspector, and there is no thread of the hub to connect to.
  if (!isMainThread) remove(inspectorSession(), 'connectToMainThread');
  syncBuiltinESMExports();
}

function remove(owner: object, name: string): void {
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
}

/** What the sessions of node:inspector and of node:inspector/promises both inherit. */
function inspectorSession(): object {
  const inspector: unknown = createRequire(import.meta.url)('node:inspector');
  return (inspector as { readonly Session: { readonly prototype: object } }).Session.prototype; // as Node documents it
}

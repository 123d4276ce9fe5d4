/** What was changed in settings, as the operator API wants to hear it: a JSON Merge Patch (RFC 7396). */
import type { Settings } from '../../ui/schema-form/schema.ts';

/** What makes `before` into `after`: null takes a setting away. Undefined when nothing was changed. */
export function mergePatchOf(before: Settings, after: Settings): Settings | undefined {
  const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const change = changeOf(before[name], after[name]);
    return change === undefined ? [] : [[name, change] as const];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

function changeOf(before: unknown, after: unknown): unknown {
  if (after === undefined) return before === undefined ? undefined : null;
  if (isSettings(after)) {
    const patch = mergePatchOf(isSettings(before) ? before : {}, after);
    return patch ?? (isSettings(before) ? undefined : {});
  }
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

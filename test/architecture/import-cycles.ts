/**
 * Finds modules that import each other in a circle, type imports included: neither can be understood or moved without
 * the other.
 */
import type { Module } from './modules.ts';

/** One line for each circle that a walk comes upon, such as "a.ts -> b.ts -> a.ts". Empty when there is none. */
export function findImportCycles(modules: readonly Module[]): readonly string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const finished = new Set<string>();
  const cycles: string[] = [];

  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(' -> '));
      return;
    }
    if (finished.has(path)) return;
    for (const imported of byPath.get(path)?.imports ?? []) {
      if (imported.kind === 'module') visit(imported.path, [...trail, path]);
    }
    finished.add(path);
  }

  for (const { path } of modules) visit(path, []);
  return cycles;
}

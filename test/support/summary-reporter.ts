/** Ends a run with one line for programs to read: "N passed, N failed", then ", N skipped" if any were. It never changes the outcome. */
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Counts tests; a file that could not be loaded and an error outside of any test count as one failure each. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++;
      if (failedOutsideItsTests(module)) count.failed++;
    }
    // A test that never ended was not passed.
    const failed = count.failed + count.pending;
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.stdout.write(`${count.passed} passed, ${failed} failed${skipped}\n`);
  }
}

/** A hook or an import that threw: no single test shows it. */
function failedOutsideItsTests(module: TestModule): boolean {
  return module.errors().length > 0 || [...module.children.allSuites()].some((suite) => suite.errors().length > 0);
}

import type { Reporter, TestModule } from "vitest/node";

/** Ends a suite with one line of counts that `npm test` adds up. */
export default class CountsReporter implements Reporter {
  constructor(private readonly suite: string) {}

  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") counts.passed += 1;
        else if (state === "failed") counts.failed += 1;
        else counts.skipped += 1;
      }
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) counts.failed += 1;
    }
    const line = `${this.suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
    process.on("exit", () => process.stdout.write(`${line}\n`));
  }
}

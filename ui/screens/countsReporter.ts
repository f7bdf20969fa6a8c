import type { Reporter, TestModule } from "vitest/node";

/** Ends a suite with what passed only at its second try, so that it can be mended, and one line of counts that `npm test` adds up. */
export default class CountsReporter implements Reporter {
  constructor(private readonly suite: string) {}

  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    const lines: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state, errors: thrown } = test.result();
        if (state === "passed" && test.diagnostic()?.flaky) {
          const [message = ""] = thrown?.[0]?.message.split("\n") ?? [];
          lines.push(`passed only at the second try: ${test.fullName}, first failure: ${message}`);
        }
        if (state === "passed") counts.passed += 1;
        else if (state === "failed") counts.failed += 1;
        else counts.skipped += 1;
      }
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) counts.failed += 1;
    }
    lines.push(`${this.suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    process.on("exit", () => process.stdout.write(`${lines.join("\n")}\n`));
  }
}

// Reads how many tests passed, failed and were skipped from what a test program printed, and which passed only at their
// second try.

const colours = /\u001b\[[0-9;]*m/g;

const readers = {
  cargo(text) {
    const lines = [...text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm)];
    return lines.map(([, passed, failed, ignored]) => [+passed, +failed, +ignored]);
  },
  line(text) {
    const lines = [...text.matchAll(/^[\w ]+: (\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
    return lines.map(([, passed, failed, skipped]) => [+passed, +failed, +skipped]);
  },
  node(text) {
    const number = (word) => Number(text.match(new RegExp(`^\\S* ?${word} (\\d+)$`, "m"))?.[1] ?? Number.NaN);
    const found = [number("pass"), number("fail") + number("cancelled"), number("skipped") + number("todo")];
    return found.some(Number.isNaN) ? [] : [found];
  },
};

/** Sums a suite's output; `skips` are tests that ended early and said so. A program that failed without a failed test has crashed, and that counts as a failure. */
export function count(kind, text, succeeded, skips) {
  const found = readers[kind](text.replaceAll(colours, ""));
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [passed, failed, skipped] of found) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  sum.passed -= skips;
  sum.skipped += skips;
  const silent = found.length === 0 || sum.passed + sum.failed + sum.skipped === 0;
  if ((!succeeded && sum.failed === 0) || (succeeded && silent)) sum.failed += 1;
  return sum;
}

/**
 * What counts of a file of tests that failed and was run once again: the second run, and each test once. `failures` are those
 * of the first one, each `{ name, message }`; they are told as `unsteady` if the second one passed.
 */
export function twice(file, first, second) {
  const { passed, failed, skipped } = second;
  const failures = first.failures.length > 0 ? first.failures : [{ name: "all of it", message: "it ended without a word" }];
  const unsteady = failures.map(
    ({ name, message }) => `passed only at the second try: ${file}: ${name}, first failure: ${message.split("\n")[0]}`,
  );
  return { passed, failed, skipped, unsteady: failed > 0 ? [] : unsteady };
}

/** The tests that passed only at their second try, in the words that the suites of the window end with. */
export const secondTries = (text) => text.replaceAll(colours, "").match(/^passed only at the second try: .*$/gm) ?? [];

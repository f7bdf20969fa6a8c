// The last line of `npm test` is only worth what this counting is worth.
import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "./counts.mjs";

const cargo = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\nnoise\ntest result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured\n";

test("several result lines are summed", () => {
  assert.deepEqual(count("cargo", cargo, false, 0), { passed: 4, failed: 2, skipped: 1 });
});

test("a test that skipped itself is no passed test", () => {
  assert.deepEqual(count("cargo", "test result: ok. 5 passed; 0 failed; 0 ignored;", true, 2), { passed: 3, failed: 0, skipped: 2 });
});

test("a program that crashed or said nothing is one failure", () => {
  assert.deepEqual(count("cargo", "error: could not compile", false, 0), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(count("cargo", "test result: ok. 5 passed; 0 failed; 0 ignored;", false, 0), { passed: 5, failed: 1, skipped: 0 });
  assert.deepEqual(count("vitest", "", true, 0), { passed: 0, failed: 1, skipped: 0 });
});

test("colours do not hide the counts of the other programs", () => {
  const vitest = "\u001b[32mui units: 7 passed, 1 failed, 2 skipped\u001b[39m\n";
  assert.deepEqual(count("vitest", vitest, false, 0), { passed: 7, failed: 1, skipped: 2 });
  const node = "ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n";
  assert.deepEqual(count("node", node, false, 0), { passed: 2, failed: 1, skipped: 1 });
});

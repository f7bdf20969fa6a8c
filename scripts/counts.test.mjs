// The last line of `npm test` is only worth what this counting is worth.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { count, secondTries, twice } from "./counts.mjs";

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
  assert.deepEqual(count("line", "", true, 0), { passed: 0, failed: 1, skipped: 0 });
});

test("colours do not hide the counts of the other programs", () => {
  const vitest = "\u001b[32mui units: 7 passed, 1 failed, 2 skipped\u001b[39m\n";
  assert.deepEqual(count("line", vitest, false, 0), { passed: 7, failed: 1, skipped: 2 });
  const node = "ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n";
  assert.deepEqual(count("node", node, false, 0), { passed: 2, failed: 1, skipped: 1 });
});

test("a file that ended without a word at first is told as well", () => {
  const { unsteady, ...counts } = twice("a.test.mjs", { failed: 1, failures: [] }, { passed: 2, failed: 0, skipped: 0, failures: [] });
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 0 });
  assert.deepEqual(secondTries(unsteady.join("\n")), ["passed only at the second try: a.test.mjs: all of it, first failure: it ended without a word"]);
});

/** Tests of which one fails at its first try, or at each, in a folder of their own; the place where they note their tries. */
function unsteadyTests(t, file, head, times) {
  const folder = mkdtempSync(join(tmpdir(), "ingather-tries-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const note = JSON.stringify(join(folder, "tries"));
  writeFileSync(join(folder, file), `${head}
    import { appendFileSync, readFileSync } from "node:fs";
    test("steady", () => {});
    test("shaky", () => {
      appendFileSync(${note}, "x");
      if (readFileSync(${note}, "utf8").length <= ${times}) throw new Error("a key got lost");
    });
    test.skip("left out", () => {});
  `);
  return folder;
}

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** As if it were not itself under test: a runner of tests that finds itself inside of one runs none. */
const { NODE_TEST_CONTEXT: _inside, ...environment } = process.env;
const outcome = (args, cwd) => {
  const { stdout, status } = spawnSync("node", args, { cwd, encoding: "utf8", env: { ...environment, NO_COLOR: "1" } });
  return { counts: count("line", stdout, status === 0, 0), told: secondTries(stdout), succeeded: status === 0 };
};

const windows = (t, times) => {
  const folder = unsteadyTests(t, "shaky.test.mjs", 'import { test } from "node:test";', times);
  return outcome([here("windows.mjs"), join(folder, "shaky.test.mjs")], folder);
};

const screens = (t, times) => {
  const folder = unsteadyTests(t, "shaky.screen.mjs", "", times);
  const reporter = JSON.stringify(here("../ui/screens/countsReporter.ts"));
  writeFileSync(join(folder, "config.ts"), `import Counts from ${reporter};
    export default { test: { include: ["*.screen.mjs"], globals: true, retry: 1, reporters: [new Counts("screens")] } };`);
  return outcome([here("../node_modules/vitest/vitest.mjs"), "run", "--config", "config.ts"], folder);
};

for (const [suite, run, name] of [["windows", windows, "shaky.test.mjs: shaky"], ["screens", screens, "shaky"]]) {
  test(`${suite}: what passes at its second try has passed, is counted once, and is told`, (t) => {
    assert.deepEqual(run(t, 1), {
      counts: { passed: 2, failed: 0, skipped: 1 },
      told: [`passed only at the second try: ${name}, first failure: a key got lost`],
      succeeded: true,
    });
  });

  test(`${suite}: what fails twice has failed, and is counted once`, (t) => {
    assert.deepEqual(run(t, 2), { counts: { passed: 1, failed: 1, skipped: 1 }, told: [], succeeded: false });
  });

  test(`${suite}: what passes at once is not told`, (t) => {
    assert.deepEqual(run(t, 0), { counts: { passed: 2, failed: 0, skipped: 1 }, told: [], succeeded: true });
  });
}

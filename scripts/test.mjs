// `npm test`: every suite one after the other; `npm test -- engine shell` runs these two only.
// The last line is `N passed, N failed, N skipped`, summed over all suites.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, secondTries } from "./counts.mjs";
import { buildPage, prepare, root, stop } from "./machine.mjs";
import { run } from "./run.mjs";
import { suites } from "./suites.mjs";

const words = process.argv.slice(2).filter((word) => word !== "--");
const strange = words.find((word) => !suites.some((suite) => suite.name === word));
if (strange) stop(`There is no suite "${strange}". Suites: ${suites.map((suite) => suite.name).join(", ")}`);
const wanted = suites.filter((suite) => words.length === 0 || words.includes(suite.name));

const minutes = 45;
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const scratch = mkdtempSync(join(tmpdir(), "ingather-test-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
// A Rust test that lacks a means on this machine passes for cargo; it writes a line here instead.
const skips = join(scratch, "skips");
const environment = {
  INGATHER_SKIPS: skips,
  INGATHER_BIN: join(target, "debug", "ingather"),
  CARGO_TERM_COLOR: "never",
  NO_COLOR: "1",
};

/** The generated types as one checksum: tests write them anew, and they must come out as they are committed. */
function bindings() {
  const folder = join(root, "ui", "src", "ipc", "bindings");
  const sum = createHash("sha256");
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    sum.update(name).update(readFileSync(join(folder, name)));
  }
  return sum.digest("hex");
}

/** What passed only at its second try, over all suites. */
const unsteady = [];

async function runSuite(suite) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (more) => {
    for (const key of Object.keys(total)) total[key] += more[key];
  };
  const before = suite.bindings ? bindings() : null;
  writeFileSync(skips, "");
  for (const [index, step] of suite.steps.entries()) {
    console.log(`\n[${suite.name}] ${step[0]} ${step[1].join(" ")}`);
    const { text, succeeded } = await run(step, { minutes, environment });
    unsteady.push(...secondTries(text).map((line) => `[${suite.name}] ${line}`));
    if (suite.counts === "steps") {
      add({ passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 });
    } else if (index === suite.steps.length - 1) {
      add(count(suite.counts, text, succeeded, readFileSync(skips, "utf8").split("\n").length - 1));
    } else if (!succeeded) {
      add({ passed: 0, failed: 1, skipped: 0 });
      break;
    }
  }
  if (before !== null) {
    const same = before === bindings();
    if (!same) console.error("The types in ui/src/ipc/bindings were out of date and have been written anew: commit them.");
    add({ passed: same ? 1 : 0, failed: same ? 0 : 1, skipped: 0 });
  }
  return total;
}

const started = performance.now();
prepare("test");
buildPage();

const results = [];
for (const suite of wanted) {
  const from = performance.now();
  const total = await runSuite(suite);
  results.push({ name: suite.name, seconds: (performance.now() - from) / 1000, ...total });
  if (process.exitCode === 130) break;
}

console.log(`\nAll suites in ${Math.round((performance.now() - started) / 1000)} s`);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const { name, seconds, passed, failed, skipped } of results) {
  const verdict = failed > 0 ? "FAILED" : "ok";
  console.log(`  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s  ${verdict.padEnd(6)}  ${passed} passed, ${failed} failed, ${skipped} skipped`);
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
}
for (const line of unsteady) console.log(line);
if (sum.failed > 0 || results.length < wanted.length) process.exitCode ||= 1;
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);

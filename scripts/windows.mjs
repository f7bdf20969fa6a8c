// The tests of the real window, file by file: `node scripts/windows.mjs FILE...`. A busy machine can lose what no test can wait
// for (a key, the driver's first connection), so a file that failed is run once again, as its tests build upon each other.
// What then passes is said at the end, so that it can be mended; what fails twice has failed.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { count, twice } from "./counts.mjs";
import { run } from "./run.mjs";

const minutes = 45;
const reporter = new URL("failures.mjs", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "ingather-windows-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

async function once(file) {
  const kept = join(scratch, "failures");
  const reporters = [["spec", "stdout"], [reporter, kept]];
  const options = reporters.flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
  const { text, succeeded } = await run(["node", ["--test", ...options, file]], { minutes });
  const failures = readFileSync(kept, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return { ...count("node", text, succeeded, 0), failures };
}

async function atMostTwice(file) {
  const first = await once(file);
  if (first.failed === 0 || process.exitCode === 130) return { ...first, unsteady: [] };
  console.log(`\n${file} has failed and is run once again.`);
  return twice(basename(file), first, await once(file));
}

const total = { passed: 0, failed: 0, skipped: 0 };
const unsteady = [];
for (const file of process.argv.slice(2)) {
  const result = await atMostTwice(file);
  for (const key of Object.keys(total)) total[key] += result[key];
  unsteady.push(...result.unsteady);
  if (process.exitCode === 130) break;
}
for (const line of unsteady) console.log(line);
console.log(`windows: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
if (total.failed > 0) process.exitCode ||= 1;

// The suites of `npm test`, in the order in which they run: what needs no window comes first.
// A step is a program with arguments; `counts` says how its output is read.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./machine.mjs";

// By name: how `node --test` looks for files differs between the versions of Node.
const windowTests = readdirSync(join(root, "tests", "desktop")).filter((name) => name.endsWith(".test.mjs")).sort();

const cargo = (...args) => ["cargo", args];
const npm = (...args) => ["npm", ["run", "--silent", ...args]];
const node = (...args) => ["node", args];

/** Formatting, lints and types: each step is one test. Also `npm run check`. */
export const lints = [
  cargo("fmt", "--all", "--check"),
  cargo("clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"),
  npm("ui:check"),
  node("scripts/lock.mjs"),
  node("--test", "scripts/counts.test.mjs"),
];

export const architecture = cargo("test", "--package", "ingather-tests", "--test", "architecture");

export const suites = [
  { name: "lints", counts: "steps", steps: lints },
  { name: "engine", counts: "cargo", bindings: true, steps: [cargo("test", "--package", "ingather-engine")] },
  {
    name: "cli",
    counts: "cargo",
    steps: [
      cargo("build", "--package", "ingather-cli"),
      cargo("test", "--no-fail-fast", "--package", "ingather-cli", "--package", "ingather-tests"),
    ],
  },
  { name: "shell", counts: "cargo", bindings: true, steps: [cargo("test", "--package", "ingather-desktop")] },
  { name: "ui", counts: "line", steps: [npm("ui:test")] },
  { name: "screens", counts: "line", steps: [npm("ui:screens")] },
  {
    name: "desktop",
    counts: "line",
    steps: [
      cargo("build", "--package", "ingather-cli", "--package", "ingather-desktop"),
      cargo("build", "--package", "ingather-tests", "--bin", "ingather-slow-drive"),
      node("scripts/windows.mjs", ...windowTests.map((name) => `tests/desktop/${name}`)),
    ],
  },
];

/** Prints the figures that are felt, and fails where one is over its limit. The shell answers
 * from memory, after the longest time that the engine may take. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { firstScriptSize } from "./firstScript";
import { PLAN_VIEW } from "./fixtures/job";
import { SNAPSHOT } from "./fixtures/live";
import { feedSnapshots, least, scrollThrough, searchTime, several } from "./speed";

const JOB = `/job/${PLAN_VIEW.id}`;
let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

function print(name: string, value: number, unit: string, limit: number): void {
  process.stdout.write(`${name.padEnd(52)} ${String(value).padStart(8)} ${unit.padEnd(8)} limit ${limit}\n`);
  expect.soft(value, name).toBeLessThanOrEqual(limit);
}

function tell(name: string, value: number): void {
  process.stdout.write(`${name.padEnd(52)} ${String(value).padStart(8)} ms\n`);
}

const open = (scenario: string, path: string) =>
  browser.open({ scenario, path, theme: "light", size: SIZES.wide, realClock: true });

test("first script", () => print("first JavaScript, gzip", firstScriptSize(), "bytes", 250_000));

test("a million rows", async () => {
  const page = await open("million", `${JOB}/plan`);
  await page.getByTestId("term-already_there").click();
  await page.getByTestId("plan-list").waitFor();
  const scrolled = await several((turn) => scrollThrough(page, "plan-list", turn));
  const fling = Math.min(...scrolled.map((each) => each.flingBlankMs));
  print("million rows, 8,000 px/s: longest blank", fling, "ms", 100);
  tell("the longest of all turns", Math.max(...scrolled.map((each) => each.flingBlankMs)));
  const jumps = least(scrolled.map((each) => each.jumpsMs));
  print("million rows, jumps: longest blank", Math.max(...jumps), "ms", 100);
  tell("the longest of all turns", Math.max(...scrolled.flatMap((each) => each.jumpsMs)));
  const calls = Math.max(...scrolled.map((each) => each.callsPerSecond));
  print("calls to the shell while scrolling", calls, "/s", 60);
  print("search, from the last letter to its rows", await searchTime(page, "plan-search", "tram"), "ms", 300);
});

test("a thousand snapshots", async () => {
  const page = await open("live", `${JOB}/live`);
  await page.getByTestId("live-figure").waitFor();
  const fed = await several(() => feedSnapshots(page, SNAPSHOT));
  const took = least(fed.map((each) => each.tookMs));
  print("snapshots of 1,000 that took more than a frame", took.filter((each) => each > 16).length, "", 0);
  print("longest snapshot, from arrival to drawn tree", Math.max(...took), "ms", 16);
  tell(
    "the longest of all turns, with what else this machine did",
    Math.max(...fed.flatMap((each) => each.tookMs)),
  );
  print("median snapshot", [...took].sort((a, b) => a - b)[500] ?? 0, "ms", 16);
  const [first] = fed;
  print("calls to the shell while snapshots come", first?.callsPerSecond ?? 0, "/s", 60);
  print("largest snapshot of the fixture", first?.largestBytes ?? 0, "bytes", 4_096);
});

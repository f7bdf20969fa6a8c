// The way of somebody who has never seen it: first start, sample drives, the plan with one decision changed, copy, results,
// drives. The window alone is used.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, count, openDrive, press, says, seen } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { walk } from "./harness/walk.mjs";
import { call, files } from "./harness/wire.mjs";

let desktop;
let app;
let samples;

before(async () => {
  desktop = await openDesktop();
  app = await openApp(desktop);
  samples = join(desktop.environment.INGATHER_DATA_DIR, "samples", "Sample drives");
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

const by = (testid) => `[data-testid="${testid}"]`;
const shown = () => app.page.run(() => document.body.innerText);
const names = (top) => walk(top).filter(({ folder }) => !folder).map(({ path }) => path);

test("the sample drives lead to a plan, with nothing written", async () => {
  await press(app.page, "try-samples");
  await press(app.page, "review-start");
  await arrived(app.page, "/plan");
  await seen(app.page, "plan-copy");
});

let leftOut;

test("a file is left out with a reason, and the sum says so", async () => {
  await press(app.page, "term-new");
  const row = `${by("plan-list")} [role="row"]`;
  await until("rows are listed", async () => (await app.page.find(row)).length > 1);
  const choose = (list) => {
    const rows = [...document.querySelectorAll(`${list} [role="row"]`)];
    const picture = rows.find((each) => /\.jpe?g/i.test(each.innerText));
    picture?.click();
    return Boolean(picture);
  };
  await until("a picture is among them", () => app.page.run(choose, by("plan-list")));
  await seen(app.page, "file-inspector");
  await press(app.page, "decide-leaveOut");
  await seen(app.page, "decide-reason");
  await app.page.type(by("decide-reason"), "blurred");
  await press(app.page, "decide-confirm");
  const sum = () => app.page.text(by("term-left_out"));
  await until("the sum counts it", async () => /\b1\b/.test(await sum()));
  await until("the question is put away", async () => (await count(app.page, "decide-confirm")) === 0);
  const [job] = await call(app.page, "jobs_list");
  const { rows } = await files(app.page, job.id, { reason: "user" });
  assert.equal(rows.length, 1);
  leftOut = [rows[0].drive, rows[0].folder, rows[0].name].filter(Boolean).join("/");
});

test("the copy carries the decision out and says what is proven", async () => {
  const archive = join(samples, "Archive");
  await press(app.page, "plan-copy");
  await arrived(app.page, "/results");
  await says(app.page, /every file|left out|archive/i);
  const copied = names(archive);
  assert.ok(copied.length > 100 && !copied.includes(leftOut), `${leftOut} was left out`);
});

test("each drive answers by a look taken now, and names what is only there", async () => {
  const [drive] = await app.page.run(() => window.__TAURI_INTERNALS__.invoke("drives_known"));
  await press(app.page, "nav-drives");
  await openDrive(app.page, drive.name);
  writeFileSync(join(drive.mount_point, "never copied.txt"), "only here");
  await press(app.page, "drive-rescan");
  await until("the new file is named", async () => (await shown()).includes("never copied.txt"));
  await until("the answer is not yet", () => app.page.run((item) => document.querySelector(item)?.dataset.verdict === "not_yet", by("drive-detail")));
  assert.ok(!/wipe (now|this)/i.test(await app.page.run(() => [...document.querySelectorAll("button")].map((each) => each.innerText).join("\n"))), "there is no button that wipes");
});

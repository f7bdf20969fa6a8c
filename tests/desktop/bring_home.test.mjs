// The whole job through the real window: three folders are dropped, the plan is read, files are copied and read back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, count, drop, press, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeDrives } from "./harness/trees.mjs";
import { assertBroughtHome, assertUntouched, walk } from "./harness/walk.mjs";

let desktop;
let app;
let made;
let was;

before(async () => {
  desktop = await openDesktop();
  made = makeDrives(desktop.top);
  was = { drives: made.drives.map(walk), archive: walk(made.archive) };
  app = await openApp(desktop, { pick: [[made.archive]] });
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

test("the first start offers the sample drives", async () => {
  await seen(app.page, "try-samples");
});

test("three folders dropped from another program become the drives of a new job", async () => {
  await drop(desktop, app, made.drives);
  await seen(app.page, "wizard-drives");
  await until("three drives are listed", async () => (await count(app.page, "source-row")) === 3);
  const text = await app.page.run(() => document.body.innerText);
  for (const name of ["Photos 2009", "Zoë backup", "Card dump"]) assert.ok(text.includes(name), `${name} is listed`);
});

test("the plan comes before anything is written", async () => {
  await toThePlan(app.page);
  await says(app.page, /new/);
  const files = (entries) => entries.filter(({ folder, path }) => !folder && !path.startsWith(".ingather/"));
  assert.deepEqual(files(walk(made.archive)), files(was.archive), "the archive is as it was");
});

test("the copy ends in a verdict", async () => {
  await press(app.page, "plan-copy");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
});

test("the archive holds each content once, by an independent walk", () => {
  assertBroughtHome(was.drives, was.archive, walk(made.archive));
});

test("the drives are untouched", () => {
  for (const [at, drive] of made.drives.entries()) assertUntouched(was.drives[at], walk(drive), drive);
});

test("the desktop was told of each phase and of the verdict", async () => {
  const told = await until("the verdict is notified", () => {
    const all = desktop.notified();
    return /every file/i.test(all.at(-1)?.title ?? "") && all;
  });
  const titles = told.map(({ title }) => title);
  for (const phase of [/drives looked/i, /plan is ready/i, /copying has ended/i, /reading back/i]) {
    assert.ok(titles.some((title) => phase.test(title)), `${phase} among ${titles.join(" | ")}`);
  }
  assert.ok(told.every((notice) => notice.app === "Ingather" && notice.actions.includes("default")));
  assert.ok(told.at(-1).body.length > 0, "the last one, the verdict, names the job");
});

test("a click on the plan's notification opens the plan", async () => {
  const plan = desktop.notified().find(({ title }) => /plan is ready/i.test(title));
  desktop.clickNotification(plan.id);
  await arrived(app.page, "/plan");
});

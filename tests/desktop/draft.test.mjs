// A job that was begun and never started outlives the window: the folders that were chosen for it may be looked at again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, closeWindow, press, says, seen } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeDrives } from "./harness/trees.mjs";
import { call } from "./harness/wire.mjs";

let desktop;
let app;
let made;

before(async () => {
  desktop = await openDesktop();
  made = makeDrives(desktop.top, { count: 20 });
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

test("a draft goes on in the next window, from its card to the plan", async () => {
  app = await openApp(desktop, { pick: [made.drives, [made.archive]] });
  await press(app.page, "add-folder");
  await seen(app.page, "source-row");
  await press(app.page, "next");
  await press(app.page, "add-archive");
  await seen(app.page, "archive-card");
  await closeWindow(desktop, app, async () => !(await desktop.xdotool("search", "--onlyvisible", "--name", "^Ingather$").catch(() => "")));
  await app.forget();

  app = await openApp(desktop);
  await seen(app.page, "draft-card");
  await says(app.page, /new job is begun/);
  await app.page.run(() => {
    location.hash = "/new?step=drives";
  });
  await until("the drives are counted anew", () => app.page.run(() => [...document.querySelectorAll('[data-testid="source-row"]')].every((row) => /\d+ files/.test(row.innerText)) && document.querySelectorAll('[data-testid="source-row"]').length === 3));
  for (const step of ["archive", "options", "review"]) {
    await press(app.page, "next");
    await seen(app.page, `wizard-${step}`);
  }
  await press(app.page, "review-start");
  await arrived(app.page, "/plan");
  const [job] = await call(app.page, "jobs_list");
  assert.equal(job.drives.length, 3);
});

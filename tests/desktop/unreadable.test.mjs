// Four files that nobody may read: the run ends, says how many and which, and a retry brings them home.
import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp, withoutRights } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, drop, press, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { assertBroughtHome, assertUntouched, walk } from "./harness/walk.mjs";

let desktop;
let app;
let made;
let was;
let locked;

before(async () => {
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 40, size: 60_000 });
  was = { drive: walk(made.drives[0]), archive: walk(made.archive) };
  locked = [3, 7, 11, 19].map((n) => join(made.drives[0], "film", `clip ${n}.mov`));
  for (const path of locked) chmodSync(path, 0o000);
  app = await openApp(desktop, { pick: [[made.archive]], under: withoutRights });
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

test("the run ends in \"Finished; 4 files could not be read\", and names them", async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await press(app.page, "plan-copy");
  await arrived(app.page, "/results");
  await says(app.page, /finished.*4 files could not be read/i);
  for (const path of locked) {
    const name = path.split("/").at(-1);
    // The list comes after the headline.
    await until(`${name} is named`, () => app.page.run((wanted) => document.body.innerText.includes(wanted), name));
  }
  assert.equal(walk(made.archive).filter(({ folder, path }) => !folder && path.endsWith(".mov")).length, 36, "the others are copied");
});

test("the desktop was told so as well, and nothing says that all is well", async () => {
  const titles = await until("the verdict is notified", () => {
    const all = desktop.notified().map(({ title }) => title);
    return /4 files could not be read/i.test(all.at(-1) ?? "") && all;
  });
  assert.ok(!titles.some((title) => /every file/i.test(title)), titles.join(" | "));
});

test("once they can be read, a retry brings them home", async () => {
  for (const path of locked) chmodSync(path, 0o644);
  await press(app.page, "results-retry");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assertBroughtHome([was.drive], was.archive, walk(made.archive));
  assertUntouched(was.drive, walk(made.drives[0]), made.drives[0]);
});

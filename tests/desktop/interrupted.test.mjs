// Closing in the middle stops safely, and the next start goes on to the same end. There is no notification daemon here.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { makeSlow } from "./harness/disks.mjs";
import { arrived, closeWindow, count, drop, held, pauseAt, press, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { assertBroughtHome, assertUntouched, walk } from "./harness/walk.mjs";

const drive = { count: 48, size: 16_000_000 };
let desktop;
let made;
let archive;
let was;
let app;

before(async () => {
  desktop = await openDesktop({ notifications: false });
  made = makeLargeDrive(desktop.top, drive);
  archive = await makeSlow(desktop.top, "Archive A");
  was = { drive: walk(made.drives[0]), archive: walk(archive.behind) };
});

after(async () => {
  await app?.close();
  await archive?.remove();
  await desktop?.close();
});

const copies = () => walk(archive.behind).filter(({ path, folder }) => !folder && !path.startsWith(".ingather/"));

test("closing while files are copied asks, then stops safely", async () => {
  app = await openApp(desktop, { pick: [[archive.path]] });
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await pauseAt(app.page, "copied");
  await press(app.page, "plan-copy");
  await held(app.page);
  await archive.letRun();
  await closeWindow(desktop, app, () => count(app.page, "close-quit"));
  await press(app.page, "close-quit");
  await until("the program has left", () => app.page.command("GET", "/url").then(() => false, () => true));
  await app.forget();
  const whole = copies();
  assert.ok(whole.length > 0 && whole.length < drive.count, `stopped in the middle (${whole.length} of ${drive.count})`);
  for (const { path, size } of whole) assert.equal(size, BigInt(drive.size), `${path} is whole`);
});

test("the next start offers to resume, and the end is the same", async () => {
  app = await openApp(desktop);
  await seen(app.page, "job-card");
  await press(app.page, "resume");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assertBroughtHome([was.drive], was.archive, walk(archive.behind));
  assertUntouched(was.drive, walk(made.drives[0]), made.drives[0]);
});

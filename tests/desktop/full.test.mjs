// An archive that is too small: said before anything is written; what fits is copied when asked for; with room made, the
// job goes on to its end.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk } from "./harness/disks.mjs";
import { arrived, drop, idle, press, resume, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { assertBroughtHome, walk } from "./harness/walk.mjs";

const skip = cannotMount() || false;
let desktop;
let app;
let disk;
let made;
let ballast;

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 30, size: 2_000_000 });
  disk = await makeDisk(desktop.top, "Small disk", 96);
  ballast = join(disk.path, "ballast.bin");
  writeFileSync(ballast, Buffer.alloc(50_000_000, 7));
  app = await openApp(desktop, { pick: [[disk.path]] });
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await desktop?.close();
});

const films = () => walk(disk.path).filter(({ folder, path }) => !folder && path.endsWith(".mov"));

test("too little room is said in the plan, and nothing is written", { skip }, async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await seen(app.page, "space-banner");
  assert.equal(films().length, 0);
});

test("what fits is copied, whole, and the rest waits", { skip }, async () => {
  await press(app.page, "plan-fill");
  await press(app.page, "plan-copy");
  await until("the copy has begun", () => films().length > 0);
  await idle(app.page);
  const whole = films();
  assert.ok(whole.length > 5 && whole.length < 30, `${whole.length} of 30 fit`);
  for (const { path, size } of whole) assert.equal(size, 2_000_000n, `${path} is whole`);
  await until("the window says what is missing", () => app.page.run(() => /full|room|space/i.test(document.body.innerText)));
  const shown = await app.page.run(() => document.body.innerText);
  assert.ok(!/every file is in the archive/i.test(shown), "nothing says that all is well");
});

test("with room made, the job goes on to its end", { skip }, async () => {
  rmSync(ballast);
  const before = walk(disk.path).filter(({ path }) => !path.startsWith(".ingather/") && !path.endsWith(".mov") && !path.startsWith("Big drive"));
  await resume(app.page);
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assertBroughtHome([walk(made.drives[0])], before, walk(disk.path));
});

// An archive that becomes full, and another one that takes the rest: nothing is copied twice, and all of it is proven.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk } from "./harness/disks.mjs";
import { arrived, drop, press, says, seen, toThePlan, waitsForRoom } from "./harness/journey.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { walk } from "./harness/walk.mjs";

const skip = cannotMount() || false;
let desktop;
let app;
let disk;
let made;
let other;

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 30, size: 2_000_000 });
  disk = await makeDisk(desktop.top, "Small disk", 96);
  writeFileSync(join(disk.path, "ballast.bin"), Buffer.alloc(50_000_000, 7));
  other = join(desktop.top, "Second archive");
  mkdirSync(other);
  app = await openApp(desktop, { pick: [[disk.path], [other]] });
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await desktop?.close();
});

const films = (at) => walk(at).filter(({ folder, path }) => !folder && path.endsWith(".mov"));
const names = (at) => films(at).map(({ path }) => path.split("/").pop());

test("the rest of a job goes into another archive, and the screen stays Live till then", { skip }, async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await press(app.page, "plan-fill");
  await press(app.page, "plan-copy");
  await seen(app.page, "archive-elsewhere", 180);
  await app.page.run(() => {
    window.seenPlaces = [];
    addEventListener("hashchange", () => window.seenPlaces.push(location.hash));
  });
  // What is in hand when the card comes is still put in its place.
  await waitsForRoom(app.page);
  const first = names(disk.path);
  await press(app.page, "archive-elsewhere");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  const places = await app.page.run(() => window.seenPlaces);
  assert.ok(places.every((place) => /\/results/.test(place)), `no other screen in between: ${places}`);
  assert.deepEqual(names(disk.path), first, "the full one keeps what it has and gets no more");
  const all = [...first, ...names(other)].sort();
  assert.deepEqual(all, names(made.drives[0]).sort(), "each file is in one of the two, once");
});

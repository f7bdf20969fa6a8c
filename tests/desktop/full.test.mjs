// An archive that is too small: said before anything is written; what fits is copied when asked for; then the run waits
// with the ways on, and with room made it goes on to its end.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk } from "./harness/disks.mjs";
import { arrived, drop, press, running, says, seen, shows, toThePlan, waitsForRoom } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { assertBroughtHome, walk } from "./harness/walk.mjs";
import { call, config, run } from "./harness/wire.mjs";

const skip = cannotMount() || false;
let desktop;
let app;
let disk;
let made;
let ballast;
let crowded;

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 30, size: 2_000_000 });
  disk = await makeDisk(desktop.top, "Small disk", 96);
  ballast = join(disk.path, "ballast.bin");
  writeFileSync(ballast, Buffer.alloc(50_000_000, 7));
  crowded = await makeDisk(desktop.top, "Crowded disk", 96, { files: 32 });
  app = await openApp(desktop, { pick: [[disk.path], [crowded.path]] });
});

after(async () => {
  await app?.close();
  await crowded?.remove();
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

test("what fits is copied, whole, and the run waits with the ways on", { skip }, async () => {
  await press(app.page, "plan-fill");
  await press(app.page, "plan-copy");
  await seen(app.page, "banner-full", 180);
  const now = await waitsForRoom(app.page);
  const whole = films();
  assert.ok(whole.length > 5 && whole.length < 30, `${whole.length} of 30 fit`);
  assert.equal(whole.length, now.equation.copied.files, "what is counted is there");
  for (const { path, size } of whole) assert.equal(size, 2_000_000n, `${path} is whole`);
  await shows(app.page, "banner-full", /is full/);
  await shows(app.page, "banner-full", new RegExp(`\\b${30 - whole.length} files`));
  for (const way of ["banner-go-on", "archive-elsewhere", "finish-here"]) await seen(app.page, way);
});

test("the desktop is told that the run needs somebody, a screen reader hears it, and a click leads there", { skip }, async () => {
  const told = await until("it is notified", () => desktop.notified().find(({ title }) => /needs you/.test(title)));
  assert.equal(told.urgency, 2, "it stays until it is seen");
  assert.match(told.body, /Small disk/);
  await shows(app.page, "spoken", /Small disk/);
  await app.page.run(() => {
    location.hash = "/settings";
  });
  await seen(app.page, "settings");
  desktop.clickNotification(told.id);
  await arrived(app.page, "/live");
  await seen(app.page, "banner-full");
});

test("without room it goes on waiting, and says so", { skip }, async () => {
  const [job] = await call(app.page, "jobs_list");
  const said = async () => (await call(app.page, "log_tail", { id: job.id, after: 0 })).filter(({ text }) => /files? waits?/.test(text)).length;
  const [before, asked] = [(await running(app.page))[0].elapsed_s, await said()];
  assert.ok(asked > 0, "it is in the log");
  await press(app.page, "banner-go-on");
  await until("it has looked again", async () => (await said()) > asked);
  await waitsForRoom(app.page);
  await until("one can ask once more", () => app.page.run(() => document.querySelector('[data-testid="banner-go-on"]')?.disabled === false));
  const [now] = await running(app.page);
  assert.ok(now && now.elapsed_s >= before, "it is the same run");
});

test("with room made, the same run goes on to its end", { skip }, async () => {
  const [job] = await call(app.page, "jobs_list");
  const looks = async () => (await call(app.page, "log_tail", { id: job.id, after: 0 })).filter(({ text }) => /drives are being looked through/.test(text)).length;
  const before = await looks();
  assert.ok(before > 0, "looks are in the log");
  rmSync(ballast);
  const others = walk(disk.path).filter(({ path }) => !path.startsWith(".ingather/") && !path.endsWith(".mov") && !path.startsWith("Big drive"));
  await press(app.page, "banner-go-on");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assert.equal(await looks(), before, "nothing was begun anew");
  assertBroughtHome([walk(made.drives[0])], others, walk(disk.path));
});

test("a disk with room for the bytes and not for so many files is named in the plan as well", { skip }, async () => {
  const [archive] = await call(app.page, "folders_pick", { title: "x", multiple: false });
  const job = await call(app.page, "job_create", { config: config("Crowded", made.drives, [archive.path]) });
  await run(app.page, job.id, "plan");
  const [{ missing, missing_files }] = (await call(app.page, "job_view", { id: job.id })).destinations;
  assert.ok(missing === 0 && missing_files > 0, `bytes ${missing}, files ${missing_files}`);
  await app.page.run((id) => {
    location.hash = `/job/${id}/plan`;
  }, job.id);
  await until("the plan says so", async () => (await app.page.text("main")).includes(`Crowded disk has no room for ${missing_files} more files`));
  assert.equal(await app.page.run(() => document.querySelector('[data-testid="plan-copy"]').disabled), true, "nothing that cannot end is begun");
  await press(app.page, "plan-fill");
  await until("what fits may be copied", () => app.page.run(() => document.querySelector('[data-testid="plan-copy"]').disabled === false));
});

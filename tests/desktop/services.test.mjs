// What the desktop around the window hears of a job: how far it is, for the dock, and that the computer must not sleep.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk, makeSlow } from "./harness/disks.mjs";
import { drop, held, idle, pauseAt, press, seen, toThePlan, waitsForRoom } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { begin, call, config } from "./harness/wire.mjs";

let desktop;
let app;
let made;
let archive;
let disk;

const skip = cannotMount() || false;

before(async () => {
  desktop = await openDesktop({ services: true });
  made = makeLargeDrive(desktop.top, { count: 24, size: 8_000_000 });
  archive = await makeSlow(desktop.top, "Archive A");
  if (!skip) disk = await makeDisk(desktop.top, "Small disk", 96);
  app = await openApp(desktop, { pick: [[archive.path], [disk?.path ?? desktop.top]] });
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await archive?.remove();
  await desktop?.close();
});

const progress = () => desktop.heard().filter(({ entry }) => entry);
const asleep = () => desktop.heard().filter(({ kept_awake, let_sleep }) => kept_awake || let_sleep);

test("while a job copies, the computer is kept awake and the dock shows how far it is", async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await pauseAt(app.page, "copied");
  await press(app.page, "plan-copy");
  await held(app.page);
  await archive.letRun();
  const [asked] = await until("the login manager is asked", () => asleep().some(({ kept_awake }) => kept_awake) && asleep().filter(({ kept_awake }) => kept_awake).slice(-1));
  assert.deepEqual([asked.kept_awake, asked.who, asked.mode], ["idle", "Ingather", "block"]);
  await until("the window says so", async () => (await app.page.text("body")).includes("Sleep is prevented"));
  const shown = await until("the dock is told", () => progress().findLast(({ visible, part }) => visible && part > 0));
  assert.equal(shown.entry, "application://Ingather.desktop");
  assert.ok(shown.part > 0 && shown.part < 1, `in the middle: ${shown.part}`);
});

test("when the job has ended, the computer may sleep and the dock shows nothing", async () => {
  await press(app.page, "live-pause", { saying: "Go on" });
  await idle(app.page);
  await until("the dock is told of the end", () => progress().at(-1)?.visible === false);
  await until("each lock is let go", () => {
    const locks = asleep();
    return locks.filter(({ kept_awake }) => kept_awake).length === locks.filter(({ let_sleep }) => let_sleep).length;
  });
  const parts = progress().filter(({ visible }) => visible).map(({ part }) => part);
  assert.ok(Math.max(...parts) <= 1, "never more than all");
});

test("a run that only waits for somebody's word lets the computer sleep, and keeps it awake when it goes on", { skip }, async () => {
  const kept = () => asleep().filter(({ kept_awake }) => kept_awake).length;
  const free = () => until("the lock is let go", () => asleep().filter(({ let_sleep }) => let_sleep).length === kept());
  const before = kept();
  const ballast = join(disk.path, "ballast.bin");
  writeFileSync(ballast, Buffer.alloc(50_000_000, 7));
  const [small] = await call(app.page, "folders_pick", { title: "x", multiple: false });
  const job = await call(app.page, "job_create", { config: config("Small", made.drives, [small.path], { fill: true }) });
  await begin(app.page, job.id, "summary");
  await waitsForRoom(app.page);
  await free();
  assert.equal(kept(), before + 1, "it was kept awake for the work");
  await app.page.run((id) => {
    location.hash = `/job/${id}/live`;
  }, job.id);
  await until("the window says so", async () => {
    const shown = await app.page.text("body");
    return shown.includes("may sleep while this waits") && !shown.includes("Sleep is prevented");
  });
  rmSync(ballast);
  await press(app.page, "banner-go-on");
  await until("it is kept awake again", () => kept() > before + 1);
  await waitsForRoom(app.page);
  await free();
  await call(app.page, "run_stop", { id: job.id });
  await idle(app.page);
});

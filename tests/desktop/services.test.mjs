// What the desktop around the window hears of a job: how far it is, for the dock, and that the computer must not sleep.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { makeSlow } from "./harness/disks.mjs";
import { drop, held, idle, pauseAt, press, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";

let desktop;
let app;
let made;
let archive;

before(async () => {
  desktop = await openDesktop({ services: true });
  made = makeLargeDrive(desktop.top, { count: 24, size: 8_000_000 });
  archive = await makeSlow(desktop.top, "Archive A");
  app = await openApp(desktop, { pick: [[archive.path]] });
});

after(async () => {
  await app?.close();
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

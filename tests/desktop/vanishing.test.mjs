// A drive whose cable is pulled while it is read: the window says which, the other drive goes on, and when it is plugged
// in again the same run goes on and ends as if nothing had happened.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk, makeSlow } from "./harness/disks.mjs";
import { arrived, drop, held, pauseAt, press, running, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive, putFilms } from "./harness/trees.mjs";
import { assertBroughtHome, walk } from "./harness/walk.mjs";
import { call } from "./harness/wire.mjs";

const skip = cannotMount() || false;
let desktop;
let app;
let disk;
let made;
let archive;
let was;

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 40, size: 12_000_000 });
  archive = await makeSlow(desktop.top, "Archive A");
  disk = await makeDisk(desktop.top, "Photos 2009", 512);
  putFilms(disk.path, { count: 30, size: 12_000_000, first: 1000 });
  // As a drive on a cable: what was written long ago is not in memory.
  await disk.unmount();
  await disk.mount();
  was = { drives: [walk(made.drives[0]), walk(disk.path)], archive: walk(archive.behind) };
  await disk.unmount();
  await disk.mount();
  app = await openApp(desktop, { pick: [[archive.path]] });
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await archive?.remove();
  await desktop?.close();
});

/** Names only: reading them all would give the copy time to end. */
const copies = (of) => readdirSync(archive.behind, { recursive: true }).filter((path) => of.test(path)).length;
const shown = () => app.page.run(() => document.body.innerText);

test("a drive that goes away while it is copied is named, and the other one goes on", { skip }, async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, [made.drives[0], disk.path]);
  await toThePlan(app.page);
  await pauseAt(app.page, "bytes");
  await press(app.page, "plan-copy");
  await held(app.page).catch(async (error) => {
    throw new Error(`${error.message}: ${await shown()} ${JSON.stringify(await running(app.page))}`);
  });
  await disk.pull();
  await archive.letRun();
  await press(app.page, "live-pause", { saying: "Go on" });
  await until("the window names the drive that is away", async () => /photos 2009/i.test(await shown()) && /reconnect|not connected|went away/i.test(await shown())).catch(async (error) => {
    throw new Error(`${error.message}: ${await shown()}`);
  });
  await until("the run waits for it", async () => (await running(app.page))[0]?.state === "paused", 180);
  assert.equal((await running(app.page))[0].paused, "drive_missing");
  assert.equal(copies(/^Big drive\/.*mov$/), 40, "all of the other drive is copied");
  assert.ok(copies(/^Photos 2009\/.*mov$/) < 30, "not all of this one");
  await seen(app.page, "banner-missing");
});

test("plugged in again, Go on with it takes the same run to its end", { skip }, async () => {
  const [job] = await call(app.page, "jobs_list");
  const looks = async () => (await call(app.page, "log_tail", { id: job.id, after: 0 })).filter(({ text }) => /drives are being looked through/.test(text)).length;
  const before = await looks();
  assert.ok(before > 0, "looks are in the log");
  await disk.mount();
  await press(app.page, "banner-go-on");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assert.equal(await looks(), before, "nothing was begun anew");
  assertBroughtHome(was.drives, was.archive, walk(archive.behind));
});

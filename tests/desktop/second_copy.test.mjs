// What only one archive has is brought to another one: from the line that says so, through New job, to two copies.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk } from "./harness/disks.mjs";
import { arrived, idle, press, says, seen, shows } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeDrives } from "./harness/trees.mjs";
import { walk } from "./harness/walk.mjs";
import { call as ask, config, run } from "./harness/wire.mjs";

let desktop;
let app;
let made;
let disk;

const call = (name, args) => ask(app.page, name, args);
const skip = cannotMount() || false;
const contents = (top) => new Set(walk(top).filter(({ folder, path, size }) => !folder && size > 0n && !path.startsWith(".ingather")).map(({ digest }) => digest));

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  made = makeDrives(desktop.top, { count: 40 });
  disk = await makeDisk(desktop.top, "Archive B", 64);
  app = await openApp(desktop, { pick: [made.drives, [made.archive], [disk.path]] });
  for (const multiple of [true, false, false]) await call("folders_pick", { title: "x", multiple });
  const bring = async (name, drives, archive) => {
    const job = await call("job_create", { config: config(name, drives, [archive]) });
    await run(app.page, job.id, "summary");
    await idle(app.page);
  };
  await bring("All", made.drives, made.archive);
  await bring("One", made.drives.slice(0, 1), disk.path);
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await desktop?.close();
});

test("the archive page offers to copy what has one copy to the other archive", { skip }, async () => {
  await press(app.page, "nav-archive");
  await press(app.page, "coverage-copy", { saying: "Copy them to Archive B…" });
  await seen(app.page, "wizard-review");
  await shows(app.page, "wizard-review", /Archive A/);
  await shows(app.page, "wizard-review", /Archive B/);
});

test("after that job each file is in both, and nothing is said to have one copy", { skip }, async () => {
  const [all, before] = [contents(made.archive), contents(disk.path)];
  assert.ok([...all].some((digest) => !before.has(digest)), "something is missing in B before");
  await press(app.page, "review-start");
  await arrived(app.page, "/plan");
  await press(app.page, "plan-copy");
  await arrived(app.page, "/results");
  await says(app.page, /every file|in the archive/i);
  const now = contents(disk.path);
  assert.deepEqual([...all].filter((digest) => !now.has(digest)), [], "B has all that A has");
  assert.deepEqual(contents(made.archive), all, "A is as it was");
  await press(app.page, "nav-archive");
  await seen(app.page, "coverage-more");
  await until("no file has one copy", async () => (await app.page.find('[data-testid="coverage-one"]')).length === 0);
});

test("an archive that was copied from stays an archive: it is not among the drives that may be wiped", { skip }, async () => {
  const known = await call("drives_known");
  const source = known.find((drive) => drive.mount_point === made.archive);
  assert.ok(source?.archive, "it is known, as an archive");
  await press(app.page, "nav-drives");
  await seen(app.page, "drive-item");
  const drive = known.find((each) => !each.archive && each.mount_point?.startsWith(made.drives[0]));
  assert.ok(drive, "what was brought in is known, as a drive");
  // By their place: another drive of this machine may have the same name.
  const listed = () => app.page.run(() => [...document.querySelectorAll('[data-testid="drive-item"]')].map((each) => decodeURIComponent(each.getAttribute("href").replaceAll("+", " "))));
  let places = [];
  const among = (wanted) => places.some((place) => place.includes(wanted.path));
  // The list may still show what was known before the last job.
  await until("the drive is listed, and the archive is not", async () => {
    places = await listed();
    return among(drive) && !among(source);
  }).catch((error) => {
    throw new Error(`${error.message}; the drives are ${places}`);
  });
});

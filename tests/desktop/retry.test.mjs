// A file that cannot be read is put right while the others are copied: Retry on Live brings it home in the same run.
import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp, withoutRights } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { makeSlow } from "./harness/disks.mjs";
import { arrived, drop, held, idle, pauseAt, press, running, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { assertBroughtHome, walk } from "./harness/walk.mjs";
import { call } from "./harness/wire.mjs";

let desktop;
let app;
let made;
let archive;
let was;
let locked;

before(async () => {
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 60, size: 12_000_000 });
  archive = await makeSlow(desktop.top, "Archive A");
  was = { drive: walk(made.drives[0]), archive: walk(archive.behind) };
  locked = join(made.drives[0], "film", "clip 0.mov");
  chmodSync(locked, 0o000);
  app = await openApp(desktop, { pick: [[archive.path]], under: withoutRights });
});

after(async () => {
  await app?.close();
  await archive?.remove();
  await desktop?.close();
});

const row = '[data-testid="live-list"] [role="row"]';
const listed = () => app.page.run((rows) => [...document.querySelectorAll(rows)].map((each) => each.innerText).join("\n"), row);

test("a file that fails is named on Live while the others are copied", async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await pauseAt(app.page, "failed");
  await press(app.page, "plan-copy");
  await held(app.page);
  await archive.letRun();
  const [now] = await running(app.page);
  assert.ok(now.equation.to_do.files > 1, "it is held in the middle");
  await press(app.page, "tab-problems");
  await until("the file is listed", async () => /clip 0\.mov/.test(await listed()));
});

test("Retry lets it wait again, at once and within the run", async () => {
  chmodSync(locked, 0o644);
  await press(app.page, "retry-file");
  await until("nothing is failed any more", async () => (await running(app.page))[0]?.equation.failed.files === 0);
  await until("it is listed no more", async () => !/clip 0\.mov/.test(await listed()));
  assert.equal((await running(app.page))[0].paused, "user", "the run is the same one, still held");
});

test("the same run copies it and ends with every file", async () => {
  await press(app.page, "live-pause", { saying: "Go on" });
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  await idle(app.page);
  const [job] = await call(app.page, "jobs_list");
  const lines = await call(app.page, "log_tail", { id: job.id, after: 0 });
  const copies = lines.filter(({ text }) => /^Copying begins/.test(text));
  assert.equal(copies.length, 1, lines.map(({ text }) => text).join("\n"));
  assertBroughtHome([was.drive], was.archive, walk(archive.behind));
});

// A drive's own page: the name that people give it is known everywhere, and it is let go by the desktop's own service.
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { commandLine, openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk } from "./harness/disks.mjs";
import { idle, openDrive, press, seen } from "./harness/journey.mjs";
import { output, until } from "./harness/processes.mjs";
import { putFilms } from "./harness/trees.mjs";
import { call as ask, config, run } from "./harness/wire.mjs";

const skip = cannotMount() || false;
const given = "Blue WD, shelf 2";
let desktop;
let app;
let disk;
let job;
let asked;

const call = (name, args) => ask(app.page, name, args);
const shows = (testid, words) => until(`"${testid}" shows "${words}"`, async () => (await app.page.text(`[data-testid="${testid}"]`)).includes(words));

/** Stands in for the desktop's disk service, which an ordinary user asks by this program: writes down what is asked, and does it. */
function standIn(folder) {
  mkdirSync(folder);
  const program = join(folder, "udisksctl");
  writeFileSync(program, `#!/bin/sh\necho "$@" >> "${asked}"\n[ "$1" = unmount ] && exec umount "$4"\nexit 0\n`);
  chmodSync(program, 0o755);
}

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  asked = join(desktop.top, "asked");
  standIn(join(desktop.top, "bin"));
  disk = await makeDisk(desktop.top, "Untitled", 64);
  putFilms(disk.path, { count: 6, size: 200_000 });
  const archive = join(desktop.top, "Archive A");
  mkdirSync(archive);
  const PATH = `${join(desktop.top, "bin")}:${desktop.environment.PATH}`;
  app = await openApp(desktop, { pick: [[disk.path], [archive]], environment: { PATH } });
  for (const multiple of [true, false]) await call("folders_pick", { title: "x", multiple });
  job = await call("job_create", { config: config("Home", [disk.path], [archive]) });
  await run(app.page, job.id, "summary");
  await idle(app.page);
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await desktop?.close();
});

test("a drive is named by clicking, and its page and the list show the name", { skip }, async () => {
  await press(app.page, "nav-drives");
  await openDrive(app.page, "Untitled");
  await press(app.page, "drive-rename");
  await seen(app.page, "drive-name");
  // What was there is selected, so typing takes its place.
  await app.page.type('[data-testid="drive-name"]', `${given}\uE007`);
  await until("the page is called so", () => app.page.run((name) => document.querySelector('[data-testid="drive-detail"]')?.ariaLabel === name || document.querySelector('[data-testid="drive-detail"]')?.getAttribute("aria-label") === name, given));
  await until("the list shows it", () => app.page.run((name) => [...document.querySelectorAll('[data-testid="drive-item"]')].some((each) => each.innerText.includes(name)), given));
});

test("the next certificate and the command line know the drive by that name", { skip }, async () => {
  await press(app.page, "drive-rescan");
  await until("it was looked at", async () => /clearance-Blue-WD.*\.html/.test(await app.page.text('[data-testid="drive-detail"]')));
  const shown = await app.page.text('[data-testid="drive-detail"]');
  const [page] = shown.match(/\/\S+\.html/);
  assert.ok(readFileSync(page, "utf8").includes(given), "the certificate is about that name");
  const listed = await output(commandLine, ["catalog", "list"], { env: desktop.environment });
  assert.ok(listed.includes(given), listed);
});

test("Eject asks the desktop's service, and the drive may be unplugged", { skip }, async () => {
  await press(app.page, "eject");
  await until("it is gone", async () => !(await call("drives_list")).some(({ mount_point }) => mount_point === disk.path));
  disk.isGone();
  const words = () => (existsSync(asked) ? readFileSync(asked, "utf8") : "");
  for (const act of ["unmount", "power-off"]) {
    await until(`the service is asked to ${act}`, () => new RegExp(`^${act} --no-user-interaction --block-device /dev/loop\\d+$`, "m").test(words()));
  }
  await shows("drive-detail", "Safe to wipe once it is confirmed");
  await until("the list says what it knew", () => app.page.run((name) => [...document.querySelectorAll('[data-testid="drive-item"]')].some((each) => each.innerText.includes(name) && /Safe when last seen/.test(each.innerText)), given));
});

// What is known after a job: how many copies there are, what changed in the archive since, the drive as it was, and
// checksums of others, taken over and forgotten again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { openDrive, press, seen, shows } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeDrives } from "./harness/trees.mjs";
import { walk } from "./harness/walk.mjs";
import { call as ask, config, run } from "./harness/wire.mjs";

let desktop;
let app;
let made;
let list;

const files = (top) => walk(top).filter(({ folder, size }) => !folder && size > 0n);
const by = (testid) => `[data-testid="${testid}"]`;
const call = (name, args) => ask(app.page, name, args);
const shown = (testid) => app.page.text(by(testid));

before(async () => {
  desktop = await openDesktop();
  made = makeDrives(desktop.top, { count: 40 });
  // Beside none of the drives, and the first names are on more than one of them.
  list = join(desktop.top, "first.sha256");
  const [drive] = made.drives;
  const plain = files(drive).filter(({ path }) => /^[ -~]+$/.test(path) && !path.includes("\\"));
  const line = ({ path }) => `${createHash("sha256").update(readFileSync(join(drive, path))).digest("hex")}  ${path}\n`;
  writeFileSync(list, plain.map(line).join(""));
  app = await openApp(desktop, { pick: [made.drives, [made.archive], [list], [drive]] });
  await call("folders_pick", { title: "x", multiple: true });
  await call("folders_pick", { title: "x", multiple: false });
  const job = await call("job_create", { config: config("Known", made.drives, [made.archive]) });
  await run(app.page, job.id, "summary");
  await until("the run is put away", async () => (await call("run_active")).length === 0);
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

test("the archive says of how many files there is one copy, and where", async () => {
  await press(app.page, "nav-archive");
  const different = new Set(made.drives.flatMap(files).map(({ digest }) => digest));
  await shows(app.page, "coverage-one", new RegExp(`^\\s*${different.size} files have one copy`));
  // The night may fall between the copy and this look.
  await shows(app.page, "coverage", /all, the oldest (today|yesterday)/);
});

test("a file that was moved away from the archive is named, with its last look", async () => {
  const [moved] = files(made.archive).filter(({ path }) => /\.jpe?g$/i.test(path));
  renameSync(join(made.archive, moved.path), join(desktop.top, "moved.jpg"));
  await press(app.page, "stale-look");
  await shows(app.page, "stale-found", /1 archived file is not as it was last seen/);
  const [row] = await until("it is listed", async () => {
    const rows = await app.page.run(() => [...document.querySelectorAll('[data-testid="stale-list"] [data-kind="cells"]')].map((each) => each.innerText));
    return rows[0]?.includes("gone") && rows;
  });
  assert.match(row, /today|yesterday/);
  renameSync(join(desktop.top, "moved.jpg"), join(made.archive, moved.path));
});

test("checksums of others are taken over below the folder that one names, listed, and forgotten", async () => {
  await press(app.page, "for-archivists");
  await press(app.page, "import-file");
  await press(app.page, "import-base");
  await until("they are looked through below that folder", async () => (await shown("import")).includes(`below ${made.drives[0]}`));
  await press(app.page, "import-take");
  await seen(app.page, "import-done");
  await seen(app.page, "import-taken");
  const [taken, ...others] = await call("import_taken");
  assert.deepEqual([taken.path, taken.records, others], [list, readFileSync(list, "utf8").trim().split("\n").length, []]);
  await press(app.page, "import-forget");
  await until("the list is gone", async () => (await app.page.find(by("import-taken"))).length === 0);
  assert.deepEqual(await call("import_taken"), []);
  assert.equal((await call("import_forget", { path: list, job: null })).refused.code, "not_imported");
});

test("a drive as it was is a tree, with the place of each file in the archive", async () => {
  await press(app.page, "nav-drives");
  const name = basename(made.drives[0]);
  await openDrive(app.page, name);
  await press(app.page, "drive-as-it-was");
  await seen(app.page, "drive-tree");
  const rows = () => app.page.run(() => [...document.querySelectorAll('[data-testid="drive-tree"] [data-kind="cells"]')].map((each) => ({ level: each.ariaLevel ?? each.getAttribute("aria-level"), open: each.getAttribute("aria-expanded"), text: each.innerText })));
  await until("its folders are listed, with what is archived of each", async () => (await rows()).some(({ open, text }) => open === "false" && /in the archive/.test(text)));
  await until("a folder that was opened lists its files, and where each is", async () => {
    const files = (await rows()).filter(({ open, level }) => open === null && level !== "1");
    if (files.length > 0) return files.some(({ text }) => text.includes(basename(made.archive)));
    await app.page.run(() => document.querySelector('[data-testid="drive-tree"] [aria-expanded="false"]')?.click());
    return false;
  });
});

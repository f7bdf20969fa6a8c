// Four files that nobody may read: the run ends, says how many and which, and a retry brings them home.
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp, withoutRights } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, drop, openDrive, press, says, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";
import { assertBroughtHome, assertUntouched, walk } from "./harness/walk.mjs";

let desktop;
let app;
let made;
let was;
let locked;
let saved;

before(async () => {
  desktop = await openDesktop();
  made = makeLargeDrive(desktop.top, { count: 40, size: 60_000 });
  was = { drive: walk(made.drives[0]), archive: walk(made.archive) };
  locked = [3, 7, 11, 19].map((n) => join(made.drives[0], "film", `clip ${n}.mov`));
  for (const path of locked) chmodSync(path, 0o000);
  const nowhere = join(desktop.top, "no such folder", "list.csv");
  saved = ["results", "drive", "looked", "was"].map((name) => join(desktop.top, `${name}.csv`));
  app = await openApp(desktop, { pick: [[made.archive], [nowhere], ...saved.map((path) => [path])], under: withoutRights });
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

test("the run ends in \"Finished; 4 files could not be read\", and names them", async () => {
  await seen(app.page, "try-samples");
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await press(app.page, "plan-copy");
  await arrived(app.page, "/results");
  await says(app.page, /finished.*4 files could not be read/i);
  for (const path of locked) {
    const name = path.split("/").at(-1);
    // The list comes after the headline.
    await until(`${name} is named`, () => app.page.run((wanted) => document.body.innerText.includes(wanted), name));
  }
  assert.equal(walk(made.archive).filter(({ folder, path }) => !folder && path.endsWith(".mov")).length, 36, "the others are copied");
});

test("the log names the files as a person would", async () => {
  const lines = await app.page.run(() => window.__TAURI_INTERNALS__.invoke("log_tail", { id: null, after: 0 }));
  const told = lines.map(({ text }) => text).filter((text) => text.includes("film/clip 3.mov"));
  assert.ok(told.length > 0, "it is told");
  assert.ok(told.every((text) => !text.includes("Some(")), told.join("\n"));
});

/** The rows of a saved table, below its head. */
const rows = (path) => readFileSync(path, "utf8").trim().split("\n").slice(1);

/** Presses the button beside a list, in that part of the screen, until the window says where the table went. */
async function exportList(part, path) {
  const button = `[data-testid="${part}"] [data-testid="export-list"]`;
  await until(`"${part}" can be exported`, () => app.page.run((selector) => document.querySelector(selector)?.disabled === false, button));
  await app.page.click(button);
  await until(`the window says that ${path} is saved`, () => app.page.run((words) => document.body.innerText.includes(words), path));
}

test("a list that cannot be written is refused in words", async () => {
  await press(app.page, "export-list");
  await until("the window says why", async () => /cannot be written: its folder is not there/i.test(await app.page.text("body")));
});

test("the list is exported whole, from the results and from the drive, with why each file is where it is", async () => {
  await press(app.page, "export-list");
  await until("it is saved", () => existsSync(saved[0]) && rows(saved[0]).length === locked.length);
  assert.ok(rows(saved[0]).every((row) => row.startsWith("Big drive,film/clip ") && row.includes(",error,")), "failed files and no others");

  const results = await app.page.run(() => location.hash);
  await press(app.page, "nav-drives");
  await openDrive(app.page, "Big drive");
  await exportList("drive-files", saved[1]);
  assert.deepEqual(rows(saved[1]), rows(saved[0]), "the same four");
  await press(app.page, "drive-rescan");
  await seen(app.page, "drive-exceptions");
  await exportList("drive-files", saved[2]);
  assert.ok(rows(saved[2]).some((row) => row.startsWith("film/clip 3.mov,60000,unreadable,")), rows(saved[2]).join("\n"));

  await press(app.page, "drive-as-it-was");
  await exportList("drive-was", saved[3]);
  const was = rows(saved[3]);
  assert.equal(was.length, 40, "every file of the drive");
  assert.ok(was.some((row) => /^Big drive,film\/clip 4\.mov,60000,.*,done,new,Archive A,Big drive\/film\/clip 4\.mov,/.test(row)), was.join("\n"));
  await app.page.run((place) => {
    location.hash = place;
  }, results);
  await arrived(app.page, "/results");
});

test("the desktop was told so as well, and nothing says that all is well", async () => {
  const titles = await until("the verdict is notified", () => {
    const all = desktop.notified().map(({ title }) => title);
    return /4 files could not be read/i.test(all.at(-1) ?? "") && all;
  });
  assert.ok(!titles.some((title) => /every file/i.test(title)), titles.join(" | "));
});

test("once they can be read, a retry brings them home", async () => {
  for (const path of locked) chmodSync(path, 0o644);
  await press(app.page, "results-retry");
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assertBroughtHome([was.drive], was.archive, walk(made.archive));
  assertUntouched(was.drive, walk(made.drives[0]), made.drives[0]);
});

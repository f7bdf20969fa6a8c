// The whole way through the real window by keys alone: no click, every stop is seen, the focus is never lost, and each screen
// begins at its heading.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotBeSlow, makeSlow } from "./harness/disks.mjs";
import { arrived, count, running, says, seen, shows } from "./harness/journey.mjs";
import { keyboard } from "./harness/keys.mjs";
import { until } from "./harness/processes.mjs";
import { putFilms } from "./harness/trees.mjs";
import { call } from "./harness/wire.mjs";

let desktop;
let app;
let keys;
let archive;
const saved = {};

const hashLine = (folder, name) => `${createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")}  film/${name}\n`;

before(async () => {
  desktop = await openDesktop();
  for (const [name, file] of [["report", "report.html"], ["settings", "settings.yaml"], ["list", "films.sha256"]]) saved[name] = join(desktop.top, file);
  const films = join(desktop.top, "drives", "Films");
  putFilms(films, { count: 48, size: 4_000_000 });
  archive = await makeSlow(desktop.top, "Archive A");
  writeFileSync(saved.list, readdirSync(join(films, "film")).map((name) => hashLine(join(films, "film"), name)).join(""));
  const journey = cannotBeSlow() ? [] : [[films], [archive.path]];
  app = await openApp(desktop, { pick: [[saved.report], ...journey, [saved.list], [films], [saved.settings]] });
  keys = keyboard(app.page);
});

after(async () => {
  await app?.close();
  await archive?.remove();
  await desktop?.close();
});

const by = (testid) => `[data-testid="${testid}"]`;
const has = (selector) => app.page.run((wanted) => document.querySelector(wanted) !== null, selector);
/** The number of the row that a list has under its keys, its header being the first. */
const rowAt = (testid) => app.page.run((grid) => {
  const id = document.querySelector(grid)?.getAttribute("aria-activedescendant");
  return Number(id && document.getElementById(id)?.getAttribute("aria-rowindex"));
}, by(testid));
const rowsOf = (testid) => app.page.run((grid) => Number(document.querySelector(grid)?.getAttribute("aria-rowcount")), by(testid));
const reaches = (testid, row) => until(`row ${row} of ${testid}`, async () => (await rowAt(testid)) === row);
const value = (testid) => app.page.run((field) => document.querySelector(field)?.value, by(testid));

/** Waits for a screen, which begins at its heading. */
async function opens(testid) {
  await seen(app.page, testid);
  await keys.heading(`${testid} begins at its heading`);
}

/** Any screen by the palette. */
async function palette(name) {
  await keys.key("Control+k");
  await keys.over("the palette has the focus");
  await keys.type(name);
  await until(`a screen reader is told that ${name} is chosen`, () => app.page.run((wanted) => {
    const id = document.activeElement.getAttribute("aria-activedescendant");
    return Boolean(id && document.getElementById(id)?.innerText.startsWith(wanted));
  }, name));
  await keys.key("Enter");
  await keys.heading(`${name} begins at its heading`);
}

/** Another answer in a field of choices. */
async function choose(testid, key = "Down") {
  const was = await value(testid);
  await keys.tabTo(testid);
  await keys.key("Down");
  await until("its list is open", () => has(`${by(testid)}[aria-expanded="true"]`));
  await keys.key(key);
  await keys.key("Enter");
  await until(`${testid} changes`, async () => (await value(testid)) !== was);
  await keys.on(testid);
}

/** Goes down a list, from its first row to its last, to the file of which the panel beside it tells that. */
async function walkTo(testid, last, words) {
  const chosen = () => app.page.run((grid) => {
    const row = document.getElementById(document.querySelector(grid)?.getAttribute("aria-activedescendant"));
    const cells = [...(row?.querySelectorAll('[role="gridcell"]') ?? [])];
    return { name: cells.map((cell) => cell.innerText.trim().split("\n")[0]).find(Boolean), file: row?.dataset.kind === "cells" };
  }, by(testid));
  const told = () => app.page.run((panel) => document.querySelector(panel)?.innerText ?? "", by("file-inspector"));
  // What has the focus is chosen only by a key.
  await keys.key("Home");
  for (let row = 2; row <= last; row += 1) {
    await reaches(testid, row);
    const { name, file } = await chosen();
    if (file && (await until(`${name} is told of`, async () => (await told()).includes(name) && told())).includes(words)) return;
    await keys.key("Down");
  }
  assert.fail(`no file of ${testid} is told of with "${words}"`);
}

async function decide(act, reason) {
  await keys.go(`decide-${act}`);
  await keys.on("decide-reason");
  await keys.type(reason);
  await keys.key("Enter");
  await keys.gone("decide-reason");
  await keys.somewhere("after the decision");
}

test("from the first start through each step of New job to the plan", async () => {
  await opens("try-samples");
  await keys.go("try-samples");
  await opens("wizard-review");
  for (const step of ["options", "archive", "drives"]) {
    await keys.go("back");
    await opens(`wizard-${step}`);
  }
  for (const step of ["archive", "options", "review"]) {
    await keys.go("next");
    await opens(`wizard-${step}`);
  }
  await keys.go("review-start");
  await arrived(app.page, "/plan");
  await opens("plan-copy");
});

test("a term, a search, an order and a file of the plan", async () => {
  await keys.tabTo("term-new");
  await keys.key("Right");
  await keys.on("term-already_there");
  await keys.key("Left");
  await keys.on("term-new");
  await keys.key("Control+f");
  await keys.on("plan-search");
  const all = await until("the list is there", async () => (await rowsOf("plan-list")) > 1 && rowsOf("plan-list"));
  await keys.type("jpg");
  await until("the list answers", async () => (await rowsOf("plan-list")) !== all);
  await keys.key("Escape");
  await until("the search is empty, and all is listed", async () => (await value("plan-search")) === "" && (await rowsOf("plan-list")) === all);
  await choose("plan-order");
  await keys.tabTo("plan-list");
  await keys.key("End");
  await reaches("plan-list", await rowsOf("plan-list"));
  await keys.key("Home");
  await reaches("plan-list", 2);
  await keys.key("PageDown");
  await until("a page further", async () => (await rowAt("plan-list")) > 3);
  await keys.key("PageUp");
  await reaches("plan-list", 2);
  await keys.key("Down");
  await reaches("plan-list", 3);
  await seen(app.page, "file-inspector");
});

test("a decision with its reason, and back", async () => {
  const [job] = await call(app.page, "jobs_list");
  const leftOut = async () => (await call(app.page, "job_view", { id: job.id })).equation.left_out.files;
  const was = await leftOut();
  await decide("leaveOut", "blurred");
  await until("it is left out", async () => (await leftOut()) === was + 1);
  await keys.tabTo("term-new", { back: true });
  for (const name of ["already_there", "repeats", "left_out"]) {
    await keys.key("Right");
    await keys.on(`term-${name}`);
  }
  await until("what is left out is listed", async () => (await rowsOf("plan-list")) === was + 2);
  await keys.tabTo("plan-list");
  await walkTo("plan-list", was + 2, "blurred");
  await decide("takeIn", "needed after all");
  await until("it is taken in", async () => (await leftOut()) === was);
});

test("the copy ends in results, whose parts and report are reached", async () => {
  await keys.go("plan-copy");
  await arrived(app.page, "/results");
  await says(app.page, /every file|left out|archive/i);
  await keys.heading("Results begin at their verdict");
  await keys.go("results-more");
  await keys.over("the menu has the focus");
  await keys.key("Escape");
  await keys.on("results-more");
  await keys.go("results-save");
  await until("the report is saved", () => existsSync(saved.report));
  await keys.tabTo("tab-charts");
  await keys.key("End");
  await keys.on("tab-all");
  await keys.go("chip-copied");
  await keys.key("Control+f");
  await keys.on("results-search");
  await keys.tabTo("plan-list");
  await keys.key("Down");
  await seen(app.page, "file-inspector");
  await keys.tabTo("show-source");
});

test("a drive, a look at it, and what was on it", async () => {
  await palette("Drives");
  await keys.go("drive-item");
  await keys.go("drive-rescan");
  await until("the look has ended", async () => (await count(app.page, "check-line")) === 0 && /clearance/.test(await app.page.text(by("drive-detail"))));
  await keys.somewhere("after the look");
  await keys.go("drive-as-it-was");
  await keys.tabTo("drive-tree");
  const rows = await until("the tree is listed", async () => (await rowsOf("drive-tree")) > 1 && rowsOf("drive-tree"));
  await keys.key("Right");
  await until("a folder opens", async () => (await rowsOf("drive-tree")) > rows);
  await keys.key("Left");
  await until("and closes", async () => (await rowsOf("drive-tree")) === rows);
});

const held = (why) => until(why, async () => (await running(app.page))[0]?.paused === "user");
const goesOn = (why) => until(why, async () => (await running(app.page))[0]?.paused === null);

test("a copy is paused, goes on, is stopped and resumed", { skip: cannotBeSlow() || false }, async () => {
  await keys.key("Control+n");
  await opens("wizard-drives");
  await keys.key("Control+o");
  await seen(app.page, "source-row");
  await keys.go("next");
  await opens("wizard-archive");
  await keys.go("add-archive");
  await seen(app.page, "archive-card");
  for (const step of ["options", "review"]) {
    await keys.go("next");
    await opens(`wizard-${step}`);
  }
  await keys.go("review-start");
  await arrived(app.page, "/plan");
  await seen(app.page, "plan-copy");
  await keys.go("plan-copy");
  await arrived(app.page, "/live");
  await until("something is copied", async () => (await running(app.page))[0]?.equation.copied.files > 0);
  await keys.go("live-pause");
  await held("it is held");
  await shows(app.page, "live-pause", /Go on/);
  await keys.somewhere("while it is paused");
  await keys.go("live-pause");
  await goesOn("it goes on");
  await shows(app.page, "live-pause", /Pause/);
  await keys.go("live-stop", { back: true });
  await keys.over("the question has the focus");
  await keys.key("Escape");
  await keys.on("live-stop");
  await keys.key("Enter");
  await keys.over("the question has the focus again");
  await keys.go("stop-confirm");
  await until("it has stopped", async () => (await running(app.page)).length === 0);
  await arrived(app.page, "/results");
  await opens("results-resume");
  await archive.letRun();
  await keys.go("results-resume");
  await says(app.page, /every file/i);
});

test("the archive: a search, a look at it, and checksums of others", async () => {
  await palette("Archive");
  await keys.key("Control+f");
  await keys.on("archive-search");
  await keys.type("IMG");
  await seen(app.page, "archive-list");
  await keys.tabTo("archive-list");
  await keys.key("Down");
  await seen(app.page, "where-panel");
  await keys.key("Control+f");
  await keys.key("Escape");
  await seen(app.page, "archive-read-back");
  await keys.go("archive-read-back", { back: true });
  await seen(app.page, "archive-report");
  await keys.somewhere("after the look");
  await keys.go("for-archivists", { back: true });
  await keys.go("import-file");
  await until("it is looked through, or asks for its drive", async () => (await count(app.page, "import-preview")) + (await count(app.page, "import-base")) > 0);
  await keys.somewhere("after the preview");
});

test("the settings, each by its keys", async () => {
  await palette("Settings");
  for (const testid of ["setting-theme", "setting-zoom", "setting-notifications", "setting-notify-from"]) await choose(testid);
  await choose("setting-zoom", "Up");
  await choose("setting-language");
  await choose("setting-language");
  await until("German is spoken", () => app.page.run(() => document.documentElement.lang === "de" && document.title.startsWith("Einstellungen")));
  await choose("setting-language", "Up");
  await until("English is spoken again", () => app.page.run(() => document.documentElement.lang === "en" && document.title.startsWith("Settings")));
  await keys.go("setting-toast", { with: "Space" });
  await until("it is on", () => has(`${by("setting-toast")}:checked`));
});

test("the log, and home", async () => {
  await palette("Log");
  await seen(app.page, "log-list");
  await keys.tabTo("log-list");
  await keys.key("Home");
  await reaches("log-list", 2);
  await palette("Home");
});

// The shell without its screens: a job run over the wire, its events, its log, a saved report, a second start.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary, openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { output, until } from "./harness/processes.mjs";
import { makeDrives } from "./harness/trees.mjs";
import { call as ask, config, run as runJob } from "./harness/wire.mjs";

let desktop;
let app;
let made;
let saved;
let job;

before(async () => {
  desktop = await openDesktop();
  made = makeDrives(desktop.top, { count: 60 });
  mkdirSync(join(desktop.top, "saved"));
  saved = join(desktop.top, "saved", "report.csv");
  app = await openApp(desktop, { pick: [made.drives, [made.archive], [saved]] });
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

const call = (name, args) => ask(app.page, name, args);
const run = (id, until) => runJob(app.page, id, until);

test("a job is made from chosen folders and run to its plan", async () => {
  const sources = (await call("folders_pick", { title: "x", multiple: true })).map(({ path }) => path);
  const [archive] = await call("folders_pick", { title: "x", multiple: false });
  assert.equal(sources.length, 3);
  job = await call("job_create", { config: config("Over <the> wire & back", sources, [archive.path]) });
  assert.equal(job.state, "draft");
  const heard = await run(job.id, "plan");
  const numbers = heard.filter(({ type }) => type === "event").map(({ number }) => number);
  assert.deepEqual(numbers, numbers.map((_, at) => numbers[0] + at), "events are numbered without gaps, in order");
  const view = await call("job_view", { id: job.id });
  assert.equal(view.state, "ready");
  assert.ok(view.equation.to_do.files > 0 && view.equation.found.files > 60);
});

test("a run to the end leaves nothing to do and nothing running", async () => {
  const heard = await run(job.id, "summary");
  assert.ok(heard.some(({ type }) => type === "snapshot"), "snapshots were heard");
  const { event } = heard.at(-1);
  assert.deepEqual([event.state, event.exit_code], ["completed", 0]);
  await until("the run is put away", async () => (await call("run_active")).length === 0);
  assert.equal((await call("run_pause", { id: job.id })).refused.code, "not_running");
  const { equation, verdict } = await call("job_results", { id: job.id }).then((results) => ({ ...results, equation: results.job.equation }));
  assert.equal(equation.to_do.files, 0);
  assert.match(verdict, /every file/i);
});

test("the job's log and the window's log tell of it", async () => {
  const lines = await call("log_tail", { id: job.id, after: 0 });
  assert.ok(lines.some(({ text }) => /^The plan is ready/.test(text)), lines.map(({ text }) => text).join("\n"));
  assert.deepEqual(await call("log_tail", { id: job.id, after: lines.at(-1).number }), []);
  const own = async () => (await call("log_tail", { id: null, after: 0 })).map(({ text }) => text);
  await until("its end is told of", async () => (await own()).some((text) => /^Every file is in the archive/.test(text))).catch(async (error) => {
    throw new Error(`${error.message}: ${(await own()).join("\n")}`);
  });
  const told = [...lines, ...(await call("log_tail", { id: null, after: 0 }))];
  const broken = told.filter(({ level, text }) => ["info", "warn", "error"].includes(level) && !/^\P{Ll}.*[.!?]$/su.test(text));
  assert.deepEqual(broken.map(({ text }) => text), [], "each line is a sentence");
});

test("the summary is saved where the user says", async () => {
  assert.equal(await call("job_save", { id: job.id, what: "summary_csv" }), saved);
  const view = await call("job_view", { id: job.id });
  const rows = readFileSync(saved, "utf8").split("\r\n").join("\n").trim().split("\n");
  assert.ok(rows.length > view.equation.found.files, "a row for each file, below the head");
  assert.equal((await call("job_open_report", { id: job.id, report: "/etc/passwd" })).refused.code, "no_report");
});

test("settings are kept in the data folder", async () => {
  const settings = await call("settings_get");
  await call("settings_set", { settings: { ...settings, notifications: "job" } });
  const path = join(desktop.environment.INGATHER_DATA_DIR, "settings.yaml");
  assert.ok(existsSync(path) && /notifications: job/.test(readFileSync(path, "utf8")));
});

test("what was short is not told, and with the window in front it is told there", async () => {
  await app.page.run(() => {
    const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
    window.toasts = [];
    const handler = transformCallback(({ payload }) => window.toasts.push(payload));
    return invoke("plugin:event|listen", { event: "app://toast", target: { kind: "Any" }, handler });
  });
  await desktop.xdotool("windowactivate", "--sync", app.window);
  await until("the window has the focus", () => app.page.run(() => document.hasFocus()));
  const settings = await call("settings_get");
  // The verdict of the run before may still be on its way.
  const earlier = (all) => all.filter(({ title }) => /every file/i.test(title.text ?? title)).length;
  await until("the first verdict is told", () => earlier(desktop.notified()) > 0);
  const before = desktop.notified().length;
  await call("settings_set", { settings: { ...settings, notifications: "all", notify_from_s: 3600, toast_when_focused: true } });
  await run(job.id, "summary");
  await until("the run is put away", async () => (await call("run_active")).length === 0);
  assert.deepEqual(await app.page.run(() => window.toasts), [], "nothing took an hour");
  await call("settings_set", { settings: { ...settings, notifications: "all", toast_when_focused: true } });
  await run(job.id, "summary");
  const toasts = await until("the verdict is told in the window", () => app.page.run(() => window.toasts.some(({ title }) => /every file/i.test(title.text ?? title)) && window.toasts));
  assert.equal(earlier(toasts), 1, "nothing was told late of the run before");
  assert.deepEqual(toasts.at(-1).opens, { screen: "results", job: job.id });
  assert.equal(desktop.notified().length, before, "not on the desktop as well");
  await call("settings_set", { settings: { ...settings, notifications: "job" } });
});

test("a name made of markup stays a name, on a desktop with markup and on one without", async () => {
  const told = (body) => desktop.notified().filter((notice) => notice.body === body).length;
  for (const body of ["Over &lt;the&gt; wire &amp; back", "Over <the> wire & back"]) {
    const before = told(body);
    await run(job.id, "summary");
    await until(`the desktop is told of "${body}"`, () => told(body) > before);
    desktop.showPlainly();
    await until("the run is put away", async () => (await call("run_active")).length === 0);
  }
});

test("a second start hands over to the first and ends", async () => {
  await output(binary, [], { env: desktop.environment, timeout: 180_000 });
  assert.equal((await call("app_info")).platform, "linux", "the first window goes on");
});

// A drive that is through while another one is still read: its line offers to eject it, what holds it is named, it goes, and
// the run goes on. A pause is told on every line and on Home, with the numbers of that moment.
import assert from "node:assert/strict";
import { readlinkSync } from "node:fs";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk, makeSlow } from "./harness/disks.mjs";
import { arrived, held, idle, press, running, says, seen, shows } from "./harness/journey.mjs";
import { end, start, until } from "./harness/processes.mjs";
import { putFilms } from "./harness/trees.mjs";
import { assertBroughtHome, walk } from "./harness/walk.mjs";
import { call, config, run } from "./harness/wire.mjs";

const skip = cannotMount() || false;
let desktop;
let app;
let quick;
let slow;
let archive;
let was;

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  archive = await makeDisk(desktop.top, "Archive A", 768);
  quick = await makeDisk(desktop.top, "Card", 64);
  putFilms(quick.path, { count: 4, size: 400_000 });
  slow = await makeSlow(desktop.top, "Old drive");
  // A minute, till it is let run.
  putFilms(slow.behind, { count: 20, size: 12_000_000, first: 1000 });
  was = [walk(quick.path), walk(slow.behind)];
  app = await openApp(desktop, { pick: [[quick.path, slow.path], [archive.path]] });
});

after(async () => {
  await app?.close();
  await slow?.remove();
  for (const disk of [quick, archive]) await disk?.remove();
  await desktop?.close();
});

const line = (name) => app.page.run((called) => [...document.querySelectorAll('[data-testid="drive-lines"] tbody tr')].find((row) => row.innerText.includes(called))?.innerText ?? "", name);
const lineSays = (name, words) => until(`the line of ${name} says ${words}`, async () => words.test(await line(name))).catch(async (error) => {
  throw new Error(`${error.message}; it says "${await line(name)}"`);
});
const sizeOf = (text) => text.match(/[\d.,]+\s[kMG]B/)?.[0].replace(/\s/, " ");

/** Pauses the copy as soon as one drive is let go and something of the other is copied; from inside, as the page may be slow. */
const pauseAtLetGo = () => app.page.run(() => {
  const { invoke } = window.__TAURI_INTERNALS__;
  const look = async () => {
    const [now] = await invoke("run_active").catch(() => []);
    if (now?.paused === "user") return;
    const isDue = now?.phase === "copy" && now.equation.copied.files > 5 && now.drives.some(({ work }) => work === "finished");
    if (isDue) await invoke("run_pause", { id: now.job }).catch(() => {});
    setTimeout(look, 20);
  };
  look();
});

test("Live counts what the plan called new", { skip }, async () => {
  for (const multiple of [true, false]) await call(app.page, "folders_pick", { title: "x", multiple });
  const job = await call(app.page, "job_create", { config: config("Home", [quick.path, slow.path], [archive.path]) });
  await run(app.page, job.id, "plan");
  await idle(app.page);
  await app.page.run((id) => {
    location.hash = `#/job/${id}/plan`;
  }, job.id);
  const planned = sizeOf(await shows(app.page, "term-new", /[kMG]B/));
  await pauseAtLetGo();
  await press(app.page, "plan-copy");
  const figure = await shows(app.page, "live-figure", / of [\d.,]+\s[kMG]B/);
  assert.equal(sizeOf(figure.split(" of ")[1]), planned, figure);
});

test("a pause is told on each line, and Home says how far the copy is now", { skip }, async () => {
  await held(app.page);
  await lineSays("Old drive", /Paused/);
  await lineSays("Card", /you can unplug it/);
  const stands = async () => (await running(app.page))[0].equation.copied.files;
  await press(app.page, "nav-home");
  const said = (files) => new RegExp(`\\b${files} of 24\\b`);
  // What was in hand when it was paused may be done a moment later.
  await until("Home says the same as the run", async () => said(await stands()).test(await app.page.text('[data-testid="job-card"]')));
  assert.match(await app.page.text('[data-testid="job-card"]'), /Paused/);
  await press(app.page, "pill");
  await seen(app.page, "live");
});

test("a drive that a program holds is not let go, and the program is named", { skip }, async () => {
  const user = start("sleep", ["3600"], { cwd: quick.path });
  await until("it works there", () => readlinkSync(`/proc/${user.pid}/cwd`) === quick.path);
  // It goes by itself, maybe before a busy machine looks.
  await app.page.run((words) => {
    const look = () => {
      window.told ||= document.body.innerText.includes(words);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, "The drive is still used by sleep");
  await press(app.page, "eject");
  await until("who holds it is told", () => app.page.run(() => window.told === true));
  assert.ok((await call(app.page, "drives_list")).some(({ mount_point }) => mount_point === quick.path), "it is there yet");
  await end(user);
});

test("Eject in its line lets it go, and the run goes on to its end", { skip }, async () => {
  await press(app.page, "eject");
  await until("it is gone", async () => !(await call(app.page, "drives_list")).some(({ mount_point }) => mount_point === quick.path));
  quick.isGone();
  await press(app.page, "live-pause", { saying: "Go on" });
  await slow.letRun();
  await arrived(app.page, "/results");
  await says(app.page, /every file/i);
  assertBroughtHome(was, [], walk(archive.path));
});

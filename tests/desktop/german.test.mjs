// A window in German, by its settings: what is shown outside its page is German as well.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, press, seen, shows } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";

let desktop;
let app;

before(async () => {
  desktop = await openDesktop();
  const data = desktop.environment.INGATHER_DATA_DIR;
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, "settings.yaml"), "language: de\n");
  app = await openApp(desktop);
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

const german = () => app.page.run(() => document.documentElement.lang);

test("the page is German from the start", async () => {
  await seen(app.page, "try-samples");
  await until("the page says so", async () => (await german()) === "de");
});

test("what is left out says in German by which rule", async () => {
  await press(app.page, "try-samples");
  await seen(app.page, "review-start");
  const samples = join(desktop.environment.INGATHER_DATA_DIR, "samples", "Sample drives");
  symlinkSync("elsewhere", join(samples, readdirSync(samples).find((name) => name !== "Archive"), "a link"));
  await press(app.page, "review-start");
  await arrived(app.page, "/plan");
  await press(app.page, "term-left_out");
  const choose = () => {
    const row = [...document.querySelectorAll('[data-testid="plan-list"] [role="row"]')].find((each) => each.innerText.includes("a link"));
    row?.click();
    return Boolean(row);
  };
  await until("the link is listed", () => app.page.run(choose));
  await shows(app.page, "file-inspector", /Verknüpfung mit elsewhere/);
});

test("the desktop is told in German how a job goes on", async () => {
  await press(app.page, "plan-copy");
  await arrived(app.page, "/results");
  const told = await until("the verdict is notified", () => {
    const all = desktop.notified();
    return all.some(({ title }) => /Jede Datei ist im Archiv/.test(title)) && all;
  });
  const said = told.map(({ title, body }) => `${title} | ${body}`).join("\n");
  for (const phase of [/Laufwerke sind durchgesehen/, /Der Plan ist fertig/, /Das Kopieren ist zu Ende/]) assert.match(said, phase);
  assert.doesNotMatch(said, /\b(the|and|files?|copied|looked)\b/i, said);
});

test("a native dialog has a German title", async () => {
  await app.page.run(() => { location.hash = "/settings"; });
  await press(app.page, "settings-save");
  const titled = () => desktop.xdotool("search", "--onlyvisible", "--name", "^Einstellungen speichern$");
  await until("a dialog of that title opens", async () => (await titled()).trim() !== "");
});

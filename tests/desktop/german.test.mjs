// A window in German, by its settings: what is shown outside its page is German as well.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { binary, commandLine, openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { arrived, press, seen, shows } from "./harness/journey.mjs";
import { end, output, start, until } from "./harness/processes.mjs";
import { call } from "./harness/wire.mjs";

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

const inside = (folder, name) => readdirSync(folder, { recursive: true }).filter((path) => name.test(path)).map((path) => join(folder, path));
// Words that no German sentence has, and no name of a sample drive or file.
const english = /\b(the|and|files?|of|is|are|were|copied|never|safe|looked|found)\b/i;
const read = (html) => html.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]*>/g, " ");

function isGerman(path) {
  const page = readFileSync(path, "utf8");
  assert.match(page, /^<!doctype html>\n<html lang="de">/, path);
  assert.doesNotMatch(read(page), english, path);
  return read(page);
}

test("the report is German, and so are the certificates on the archive", () => {
  const data = desktop.environment.INGATHER_DATA_DIR;
  const [report, ...others] = inside(join(data, "jobs"), /summary\.html$/);
  assert.deepEqual(others, []);
  const said = isGerman(report);
  for (const words of [/Jede Datei ist im Archiv/, /Gefunden ist die Summe/, /Zurückgelesen und gleich/]) assert.match(said, words);
  const certificates = inside(join(data, "samples"), /\.ingather\/drives\/.*certificate-.*\.html$/);
  assert.ok(certificates.length >= 2, certificates.join("\n"));
  for (const certificate of certificates) assert.match(isGerman(certificate), /Das gilt für Laufwerk und Archiv/);
});

test("what programs read is the same as in English", () => {
  const data = desktop.environment.INGATHER_DATA_DIR;
  const [summary] = inside(join(data, "jobs"), /summary\.csv$/);
  const [header, ...rows] = readFileSync(summary, "utf8").trim().split("\n");
  assert.equal(header, "drive,path,size,mtime,status,reason,destination,target,twin,checksum,verified,method,error_code,message");
  assert.ok(rows.some((row) => row.includes(",done,link,") && row.includes("link to elsewhere")), rows.join("\n"));
  const [story] = inside(join(data, "samples"), /story-.*\.csv$/);
  assert.match(readFileSync(story, "utf8"), /,copied,new,/);
});

test("the certificate of a drive that is asked about is German", async () => {
  const [drive] = await call(app.page, "drives_known");
  const { volume, path } = drive;
  const { reports } = await call(app.page, "drive_clearance", { volume, path, reread: false });
  const written = (ending) => reports.find((report) => report.endsWith(ending));
  assert.match(isGerman(written(".html")), /Darauf gefunden/);
  const lines = readFileSync(written(".txt"), "utf8");
  assert.match(lines, /^ {2}Zurückgelesen und gleich +\d/m);
  assert.doesNotMatch(lines, english);
  assert.match(readFileSync(written(".csv"), "utf8"), /^path,size,code,message$/m);
});

test("a native dialog has a German title", async () => {
  await app.page.run(() => { location.hash = "/settings"; });
  await press(app.page, "settings-save");
  const titled = () => desktop.xdotool("search", "--onlyvisible", "--name", "^Einstellungen speichern$");
  await until("a dialog of that title opens", async () => (await titled()).trim() !== "");
});

test("the command line writes its report in English, and leaves the archive as it is", async () => {
  await app.close();
  app = undefined;
  const data = desktop.environment.INGATHER_DATA_DIR;
  const [report] = inside(join(data, "jobs"), /summary\.html$/);
  const [certificate] = inside(join(data, "samples"), /certificate-.*\.html$/);
  await output(commandLine, ["resume", "--job", dirname(dirname(report))], { env: desktop.environment });
  const page = readFileSync(report, "utf8");
  assert.match(page, /^<!doctype html>\n<html lang="en">/);
  assert.match(read(page), /Every file is in the archive/);
  isGerman(certificate);
});

test("where there can be no window, why is said in the system's language", async () => {
  const file = join(desktop.top, "no folder");
  writeFileSync(file, "");
  const environment = { ...desktop.environment, LANG: "de_DE.UTF-8", INGATHER_DATA_DIR: join(file, "data") };
  const program = start(binary, [], { env: environment });
  const titled = () => desktop.xdotool("search", "--onlyvisible", "--name", "^Ingather kann nicht starten$");
  await until("a dialog says so", async () => (await titled()).trim() !== "").finally(() => end(program));
});

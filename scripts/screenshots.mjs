// `npm run screenshots`: docs/screenshots, from a real run of the real window on the sample drives, in light and dark.
// One sample drive gets some large films as well, so that the copying lasts long enough to be looked at. Where disks can be
// made, each sample drive and the archive is one of its own, as at home; else all are folders of one disk, and say so.
import { randomFillSync } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApp } from "../tests/desktop/harness/app.mjs";
import { openDesktop } from "../tests/desktop/harness/desktop.mjs";
import { cannotMount, makeDisk } from "../tests/desktop/harness/disks.mjs";
import { arrived, press, says, seen } from "../tests/desktop/harness/journey.mjs";
import { output, pause, until } from "../tests/desktop/harness/processes.mjs";
import { buildPage, must, prepare, root } from "./machine.mjs";

const folder = join(root, "docs", "screenshots");
const large = { width: 1440, height: 900 };
const small = { width: 960, height: 640 };
const films = { count: 120, size: 20_000_000 };

function putFilms(drive) {
  const content = Buffer.alloc(films.size);
  mkdirSync(join(drive, "Films"));
  for (let n = 1; n <= films.count; n += 1) {
    randomFillSync(content, 0, 4096);
    writeFileSync(join(drive, "Films", `MVI_${1000 + n}.MOV`), content);
  }
}

/** Puts each sample folder on a disk of its own, in the same place. */
async function ontoDisks(top, samples, disks) {
  for (const name of readdirSync(samples)) {
    const path = join(samples, name);
    const aside = join(samples, `.${name}`);
    renameSync(path, aside);
    disks.push(await makeDisk(top, name, films.count * 30, { path }));
    await output("cp", ["--archive", "--no-target-directory", aside, path]);
    await output("rm", ["--recursive", aside]);
  }
}

/** The window of one theme and what it takes to photograph it. */
async function openStudio(theme) {
  const desktop = await openDesktop();
  const { environment } = desktop;
  const disks = [];
  writeFileSync(join(environment.INGATHER_DATA_DIR, "settings.yaml"), `theme: ${theme}\n`);
  const app = await openApp(desktop).catch(async (error) => {
    await desktop.close();
    throw error;
  });
  const close = async () => {
    await app.close();
    for (const disk of disks) await disk.remove();
    await desktop.close();
  };
  /** `ready`: what has to be on the screen in that size, where lists are asked for anew. */
  const shot = async (name, size = large, ready = "h1") => {
    await desktop.xdotool("windowsize", "--sync", app.window, size.width, size.height);
    await until("the page has its size", () => app.page.run((width) => window.innerWidth === width, size.width));
    await desktop.xdotool("mousemove", 1590, 990);
    await until(`${ready} is shown`, async () => (await app.page.find(ready)).length > 0, 60);
    await pause(700);
    const path = join(folder, `${name}-${theme}.png`);
    writeFileSync(path, await app.page.screenshot());
    // Fewer colours make a third of the file; the screens have few.
    await output("convert", [path, "-strip", "-colors", "256", `png8:${path}`]);
    console.log(path);
  };
  return { top: desktop.top, environment, disks, page: app.page, close, shot };
}

const go = (page, place) => page.run((to) => {
  location.hash = to;
}, place);
const call = (page, name, args = {}) => page.run((command, given) => window.__TAURI_INTERNALS__.invoke(command, given), name, args);

async function plan({ top, environment, disks, page, shot }) {
  await seen(page, "try-samples");
  await shot("home-empty");
  await press(page, "try-samples");
  await seen(page, "review-start", 120);
  const samples = join(environment.INGATHER_DATA_DIR, "samples", "Sample drives");
  const [drive] = readdirSync(samples).filter((name) => !/archive/i.test(name));
  putFilms(join(samples, drive));
  await shot("new-job-review");
  for (const step of ["options", "archive", "drives"]) {
    await go(page, `/new?step=${step}`);
    await seen(page, `wizard-${step}`);
    await shot(`new-job-${step}`);
  }
  // Not earlier: what the window has learnt of the drives of a draft is kept with it.
  if (!cannotMount()) await ontoDisks(top, samples, disks);
  await go(page, "/new?step=review");
  await press(page, "review-start");
  await arrived(page, "/plan", 120);
  await seen(page, "plan-copy");
  await shot("plan-first-look");
  await press(page, "make-exact");
  await arrived(page, "/plan", 120);
  await until("the plan is exact", async () => (await page.find('[data-testid="make-exact"]')).length === 0, 60);
  await seen(page, "plan-copy");
  await pause(1500);
  await shot("plan");
  await shot("plan-960", small);
}

async function live({ page, shot }) {
  await press(page, "plan-copy");
  await arrived(page, "/live");
  const share = (part) => call(page, "run_active").then(([run]) => run?.phase === "copy" && run.bytes_done > run.bytes_total * part);
  await until("some bytes are copied", () => share(0.1), 60);
  const listed = '[data-testid="live-list"] [data-kind="cells"]';
  await shot("live-960", small, listed);
  await until("a quarter is copied", () => share(0.25), 60);
  await shot("live", large, listed);
}

async function afterwards({ page, shot }) {
  await arrived(page, "/results", 300);
  await says(page, /./);
  await shot("results");
  for (const screen of ["drives", "archive", "log", "settings"]) {
    await go(page, `/${screen}`);
    await pause(1500);
    await shot(screen);
  }
  await go(page, "/");
  await seen(page, "new-job");
  await shot("home");
}

// A window that is built already can be named instead.
if (!process.env.INGATHER_DESKTOP_BIN) {
  prepare("test");
  buildPage();
  must("cargo", ["build", "--package", "ingather-desktop"]);
}
mkdirSync(folder, { recursive: true });
for (const theme of ["light", "dark"]) {
  const studio = await openStudio(theme);
  try {
    await plan(studio);
    await live(studio);
    await afterwards(studio);
  } finally {
    await studio.close();
  }
}

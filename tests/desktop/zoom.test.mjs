// How large everything is drawn: by the keys of every browser or in the settings, kept for the next start, and laid out for
// the room that is left.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { makeSlow } from "./harness/disks.mjs";
import { arrived, drop, held, pauseAt, press, seen, toThePlan } from "./harness/journey.mjs";
import { until } from "./harness/processes.mjs";
import { makeLargeDrive } from "./harness/trees.mjs";

const size = { width: 1440, height: 900 };
const screens = ["/", "/new", "/drives", "/archive", "/log", "/settings"];
let desktop;
let app;
let archive;

before(async () => {
  desktop = await openDesktop();
});
after(async () => {
  await app?.close();
  await archive?.remove();
  await desktop?.close();
});

async function open() {
  app = await openApp(desktop);
  await seen(app.page, "try-samples");
  await desktop.xdotool("windowsize", "--sync", app.window, size.width, size.height);
}

const kept = () => Number(readFileSync(join(desktop.environment.INGATHER_DATA_DIR, "settings.yaml"), "utf8").match(/^zoom: (\d+)$/m)?.[1]);
/** Waits until the page has as much room as the window has at that size of everything. */
const drawnAt = (percent) => until(`everything is drawn at ${percent} %`, () => app.page.run((width) => Math.abs(window.innerWidth - width) <= 1, (size.width * 100) / percent));

/** What the lines of the drives have too little room for; names give way and do not count. */
const cutLines = () => [...document.querySelectorAll('[data-testid="drive-lines"] tbody td')].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.innerText);

/** Presses till it is heard; the window may not have the keys at once. Pressed once too often it does no harm at an end. */
async function pressTill(key, percent) {
  await until(`${key} leads to ${percent} %`, async () => {
    await desktop.xdotool("windowactivate", "--sync", app.window);
    await desktop.xdotool("key", "--clearmodifiers", key);
    return until("it is heard", () => app.page.run((width) => Math.abs(window.innerWidth - width) <= 1, (size.width * 100) / percent), 2).catch(() => false);
  });
  await until("it is kept", () => kept() === percent);
}

test("everything is drawn larger by the keys, down to the smallest and back to the usual size", async () => {
  await open();
  await drawnAt(100);
  await pressTill("ctrl+minus", 80);
  await pressTill("ctrl+0", 100);
  await pressTill("ctrl+plus", 200);
});

test("no screen is larger than the window then, and its foot stays in view", async () => {
  for (const screen of screens) {
    await app.page.run((to) => {
      location.hash = to;
    }, screen);
    await until(`${screen} fits`, () => app.page.run((to) => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      const inView = [...document.querySelectorAll("footer button")].every((each) => each.getBoundingClientRect().bottom <= window.innerHeight);
      const there = location.hash.split("?")[0] === `#${to}` && document.querySelector("h1") !== null;
      return there && inView && scrollWidth <= clientWidth && scrollHeight <= clientHeight;
    }, screen));
  }
});

test("the next start draws as large, and the settings say so and change it", async () => {
  await app.close();
  app = await openApp(desktop);
  await desktop.xdotool("windowsize", "--sync", app.window, size.width, size.height);
  await drawnAt(200);
  await app.page.run(() => {
    location.hash = "/settings";
  });
  await seen(app.page, "setting-zoom");
  await until("the settings say so", async () => /^200/.test(await app.page.run(() => document.querySelector('[data-testid="setting-zoom"]').value)));
  await app.page.run(async () => {
    const { invoke } = window.__TAURI_INTERNALS__;
    await invoke("settings_set", { settings: { ...(await invoke("settings_get")), zoom: 100 } });
  });
  await drawnAt(100);
});

test("what the lines of the drives say is not cut when everything is drawn larger in the midst of a copy", async () => {
  await app.close();
  const made = makeLargeDrive(desktop.top, { count: 10, size: 20_000_000 });
  archive = await makeSlow(desktop.top, "Slow archive");
  app = await openApp(desktop, { pick: [[archive.path]] });
  await seen(app.page, "try-samples");
  await desktop.xdotool("windowsize", "--sync", app.window, size.width, size.height);
  await drop(desktop, app, made.drives);
  await toThePlan(app.page);
  await pauseAt(app.page, "bytes");
  await press(app.page, "plan-copy");
  await held(app.page);
  await pressTill("ctrl+plus", 200);
  await until("nothing is cut", async () => (await app.page.run(cutLines)).length === 0).catch(async () => {
    throw new Error(`cut: ${await app.page.run(cutLines)}`);
  });
  // The driver does not find its way to a button in a page that is drawn larger.
  await pressTill("ctrl+0", 100);
  await archive.letRun();
  await press(app.page, "live-pause", { saying: "Go on" });
  await arrived(app.page, "/results");
});

// The system's own folder dialog, driven by keyboard; and a start under LANG=C, where formatting once broke the window.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { headline, press, seen, shows } from "./harness/journey.mjs";
import { pause, until } from "./harness/processes.mjs";

async function inWindow(options, act) {
  const desktop = await openDesktop({ notifications: false });
  try {
    const app = await openApp(desktop, options);
    try {
      await act(desktop, app);
    } finally {
      await app.close();
    }
  } finally {
    await desktop.close();
  }
}

test("a folder chosen in the native dialog becomes a drive of the job", async () => {
  await inWindow({}, async (desktop, app) => {
    const folder = join(desktop.top, "home", "Old pictures");
    mkdirSync(folder);
    await press(app.page, "add-folder");
    const windows = async () => (await desktop.xdotool("search", "--onlyvisible", "--class", "ingather")).split("\n");
    const dialog = await until("the dialog opens", async () => (await windows()).find((id) => id !== app.window));
    await until("the dialog takes it", async () => {
      // All of it again, for a busy machine can lose keys; and the first Return may only take the completion.
      await desktop.xdotool("windowactivate", "--sync", dialog);
      await desktop.xdotool("key", "ctrl+l");
      await pause(300);
      await desktop.xdotool("key", "ctrl+a");
      await desktop.xdotool("type", "--delay", "20", folder);
      await pause(300);
      await desktop.xdotool("key", "Return");
      return until("it closes", async () => !(await windows()).includes(dialog), 10).catch(() => false);
    });
    await shows(app.page, "source-row", /Old pictures/);
  });
});

test("the window opens under LANG=C", async () => {
  await inWindow({ environment: { LANG: "C", LC_ALL: "C" } }, async (_desktop, app) => {
    await seen(app.page, "try-samples");
    assert.ok((await headline(app.page)).length > 0);
  });
});

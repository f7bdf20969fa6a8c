// The system's own folder dialog, driven by keyboard; and a start under LANG=C, where formatting once broke the window.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { headline, press, seen } from "./harness/journey.mjs";
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
    const dialog = await until("the dialog opens", async () => {
      const ids = (await desktop.xdotool("search", "--onlyvisible", "--class", "ingather")).split("\n");
      return ids.find((id) => id !== app.window);
    });
    await desktop.xdotool("windowactivate", "--sync", dialog);
    await desktop.xdotool("key", "ctrl+l");
    await pause(300);
    await desktop.xdotool("key", "ctrl+a");
    await desktop.xdotool("type", "--delay", "20", folder);
    await pause(300);
    await desktop.xdotool("key", "Return");
    await pause(500);
    const open = await desktop.xdotool("search", "--onlyvisible", "--class", "ingather");
    // The first Return may only have taken the completion.
    if (open.split("\n").includes(dialog)) await desktop.xdotool("key", "Return");
    await seen(app.page, "source-row");
    assert.match(await app.page.text('[data-testid="source-row"]'), /Old pictures/);
  });
});

test("the window opens under LANG=C", async () => {
  await inWindow({ environment: { LANG: "C", LC_ALL: "C" } }, async (_desktop, app) => {
    await seen(app.page, "try-samples");
    assert.ok((await headline(app.page)).length > 0);
  });
});

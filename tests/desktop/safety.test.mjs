// A page that was taken over must not reach further than a person at the mouse: only chosen paths, no plugins, no network.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";

let desktop;
let app;

before(async () => {
  desktop = await openDesktop({ notifications: false });
  mkdirSync(join(desktop.top, "chosen", "inner"), { recursive: true });
  app = await openApp(desktop, { pick: [[join(desktop.top, "chosen")]] });
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

/** Calls a command as the page's own code would; a refusal is returned. */
function call(name, args = {}) {
  return app.page.run((command, given) => window.__TAURI_INTERNALS__.invoke(command, given).catch((refused) => ({ refused })), name, args);
}

const config = (paths) => ({
  name: "x", sources: paths, destinations: [], pools: [], verify: "deep", layout: "drive", exclude: [], include: [],
  junk: "keep", repeats: "leave-out", exact_plan: false, fill: false, threads: 0,
});

test("a path that nobody chose is refused", async () => {
  assert.equal((await call("folders_look", { paths: ["/etc"] })).refused.code, "not_chosen");
  assert.equal((await call("job_create", { config: config(["/etc"]) })).refused.code, "not_chosen");
  const pools = { ...config([]), pools: ["/home"] };
  assert.equal((await call("job_create", { config: pools })).refused.code, "not_chosen");
});

test("a chosen path is accepted, a folder above or below it is not", async () => {
  const chosen = join(desktop.top, "chosen");
  const [folder] = await call("folders_pick", { title: "x", multiple: true });
  assert.equal(folder.path, chosen);
  assert.equal((await call("folders_look", { paths: [chosen] }))[0].isDirectory, true);
  for (const other of [desktop.top, join(chosen, "inner"), `${chosen}/../chosen`]) {
    assert.equal((await call("folders_look", { paths: [other] })).refused.code, "not_chosen", other);
  }
});

test("a job is named by its id, never by a path", async () => {
  for (const id of ["../../etc", "/etc", ".", "..", "", "a/b"]) {
    assert.equal((await call("job_view", { id })).refused.code, "no_job", id);
  }
});

test("no plugin and no window command answers the page", async () => {
  const commands = ["plugin:fs|read_text_file", "plugin:shell|execute", "plugin:opener|open_path", "plugin:dialog|open",
    "plugin:window|close", "plugin:event|emit", "plugin:webview|create_webview", "plugin:path|resolve_directory"];
  for (const command of commands) {
    const { refused } = await call(command, { path: "/etc/passwd" });
    assert.match(String(refused), /not allowed/, command);
  }
});

test("the page runs no foreign script and reaches no network", async () => {
  const seen = await app.page.run(async () => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    const image = document.createElement("div");
    image.innerHTML = "<img src=x onerror='window.injected = true'>";
    document.body.append(image);
    const asked = await fetch("http://127.0.0.1:9/").then(() => "answered", (error) => error.name);
    await new Promise((resolve) => setTimeout(resolve, 200));
    script.remove();
    image.remove();
    return { injected: Boolean(window.injected), asked, global: typeof window.__TAURI__, frozen: Object.isFrozen(Object.prototype) };
  });
  assert.deepEqual(seen, { injected: false, asked: "TypeError", global: "undefined", frozen: true });
});

test("the window cannot be led to another page", async () => {
  await app.page.run(() => {
    window.location.href = "http://127.0.0.1:9/";
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.match(await app.page.command("GET", "/url"), /^tauri:\/\/localhost/);
});

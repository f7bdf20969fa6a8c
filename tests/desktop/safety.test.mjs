// A page that was taken over must not reach further than a person at the mouse: only chosen paths, no plugins, no network.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";

let desktop;
let app;

before(async () => {
  desktop = await openDesktop({ notifications: false });
  mkdirSync(join(desktop.top, "chosen", "inner"), { recursive: true });
  mkdirSync(join(desktop.top, "archive"));
  symlinkSync("/etc", join(desktop.top, "chosen", "way out"));
  writeFileSync(join(desktop.top, "secret.sha256"), "");
  app = await openApp(desktop, { pick: [[join(desktop.top, "chosen")], [join(desktop.top, "archive")]] });
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

test("no command that takes a path takes one that nobody chose", async () => {
  const chosen = join(desktop.top, "chosen");
  const strange = ["/etc", "/etc/passwd", "..", "../../etc", "", "file:///etc", "/proc/self/root/etc", `${chosen}/`, `//${chosen}`,
    `${chosen}/./`, join(chosen, "way out"), join(chosen, "way out", "passwd"), join(desktop.top, "secret.sha256"), `${chosen}\u0000`];
  const nowhere = { base: null, job: null };
  const channel = await app.page.run(() => `__CHANNEL__:${window.__TAURI_INTERNALS__.transformCallback(() => {})}`);
  const commands = [
    ["folders_look", (path) => ({ paths: [path] })],
    ["folder_count", (path) => ({ path, channel })],
    ["job_create", (path) => ({ config: config([path]) })],
    ["job_create", (path) => ({ config: { ...config([]), destinations: [path] } })],
    ["job_create", (path) => ({ config: { ...config([]), pools: [path] } })],
    ["archive_check", (path) => ({ path, deep: false })],
    ["where_reveal", (path) => ({ path })],
    ["import_preview", (path) => ({ path, ...nowhere })],
    ["import_preview", (path) => ({ ...nowhere, path: chosen, base: path })],
    ["import_take", (path) => ({ path, ...nowhere, trust: true })],
    ["import_forget", (path) => ({ path, job: null })],
    ["job_view", (path) => ({ id: path })],
    ["job_open_report", (path) => ({ id: path, report: path })],
    ["job_save", (path) => ({ id: path, what: "checksums" })],
    ["job_tree", (path) => ({ id: path, source: 1, path })],
    ["job_reveal", (path) => ({ id: path, file: 1, destination: null, which: "source" })],
    ["thumbnail", (path) => ({ id: path, file: 1, destination: null, which: "source", edge: 64 })],
    ["run_start", (path) => ({ id: path, until: "summary", channel })],
    ["log_tail", (path) => ({ id: path, after: 0 })],
    ["drive_restore", (path) => ({ volume: path, path })],
    ["drive_clearance", (path) => ({ volume: path, path: path || "x", reread: true })],
    ["drive_save_list", (path) => ({ volume: path, path, name: path })],
  ];
  const refusals = ["not_chosen", "no_job", "no_drive", "no_report", "not_imported"];
  for (const [command, args] of commands) {
    for (const path of strange) {
      const answer = await call(command, args(path));
      assert.ok(refusals.includes(answer?.refused?.code), `${command} ${JSON.stringify(path)}: ${JSON.stringify(answer)}`);
    }
  }
  assert.deepEqual(await call("jobs_list"), [], "nothing was made");
});

test("what a job is called and how its archive is laid out leads nowhere else", async () => {
  const layout = "../../{path}/{name}";
  const [archive] = await call("folders_pick", { title: "x", multiple: false });
  const named = { ...config([join(desktop.top, "chosen")]), destinations: [archive.path], name: "../../escaped", layout };
  const job = await call("job_create", { config: named });
  assert.match(job.id ?? JSON.stringify(job), /^[\w.-]+$/, "a plain folder in the library");
  const { to } = await call("layout_example", { layout, source: "" });
  assert.ok(!to.split("/").includes(".."), to);
});

test("a job is named by its id, never by a path", async () => {
  for (const id of ["../../etc", "/etc", ".", "..", "", "a/b"]) {
    assert.equal((await call("job_view", { id })).refused.code, "no_job", id);
  }
});

test("no plugin and no window command answers the page", async () => {
  const commands = ["plugin:fs|read_text_file", "plugin:shell|execute", "plugin:opener|open_path", "plugin:dialog|open",
    "plugin:dialog|save", "plugin:opener|open_url", "plugin:opener|reveal_item_in_dir", "plugin:window|close", "plugin:window|create",
    "plugin:event|emit", "plugin:event|emit_to", "plugin:webview|create_webview", "plugin:webview|create_webview_window",
    "plugin:path|resolve_directory", "plugin:resources|close", "plugin:image|from_path", "plugin:menu|new", "plugin:tray|new",
    "plugin:app|version", "plugin:window-state|restore_state"];
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

test("the policy names nothing that is not in the program", async () => {
  const policy = await app.page.run(() => new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", ({ originalPolicy }) => resolve(originalPolicy), { once: true });
    const image = new Image();
    image.src = "asset://localhost/etc/passwd";
  }));
  const rules = Object.fromEntries(policy.split(";").map((rule) => rule.trim().split(/ (.*)/)).map(([name, words]) => [name, words]));
  assert.equal(rules["default-src"], "'none'");
  assert.ok(!/unsafe|\*|data:|blob:|https?:/.test(rules["script-src"]), rules["script-src"]);
  assert.deepEqual([rules["base-uri"], rules["form-action"], rules["frame-ancestors"]], ["'none'", "'none'", "'none'"]);
  const remote = policy.match(/(https?|wss?):[^\s;]*/g) ?? [];
  assert.deepEqual([...new Set(remote)].filter((each) => each !== "http://ipc.localhost"), []);
  assert.ok(!policy.includes("unsafe-eval"), policy);
});

test("neither frame nor plugin nor file of the disk gets into the page", async () => {
  writeFileSync(join(desktop.top, "picture.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  const shown = await app.page.run(async (disk) => {
    const put = (tag, attribute, address) => new Promise((resolve) => {
      const node = document.createElement(tag);
      const seen = (how) => () => resolve(how);
      // A frame that is refused says that it was loaded, and is empty.
      node.addEventListener("load", () => seen(tag === "img" || node.contentDocument?.body?.childElementCount ? "load" : "refused")());
      node.addEventListener("error", seen("error"));
      document.addEventListener("securitypolicyviolation", seen("refused"), { once: true });
      setTimeout(seen("nothing"), 20_000);
      node[attribute] = address;
      document.body.append(node);
      setTimeout(() => node.remove(), 21_000);
    });
    return {
      file: await put("img", "src", `file://${disk}/picture.svg`),
      asset: await put("img", "src", `asset://localhost${disk}/picture.svg`),
      remote: await put("img", "src", "http://127.0.0.1:9/x.png"),
      frame: await put("iframe", "src", "http://127.0.0.1:9/"),
      own: await put("iframe", "src", "tauri://localhost/"),
      object: await put("object", "data", "tauri://localhost/"),
      script: await put("script", "src", "data:text/javascript,window.injected=true"),
      injected: Boolean(window.injected),
    };
  }, desktop.top);
  const { injected, ...all } = shown;
  assert.equal(injected, false);
  for (const [what, how] of Object.entries(all)) assert.ok(["refused", "error"].includes(how), `${what}: ${how}`);
});

const windows = async () => (await desktop.xdotool("search", "--onlyvisible", "--name", ".")).split("\n").filter(Boolean).length;

test("the window cannot be led to another page, and opens no other window", async () => {
  const before = await windows();
  const places = ["http://127.0.0.1:9/", "https://example.org/", "file:///etc/passwd", "data:text/html,<h1>x</h1>", "about:blank",
    "tauri://elsewhere/", "javascript:window.injected=true"];
  for (const place of places) {
    await app.page.run((to) => {
      const link = document.createElement("a");
      link.href = to;
      link.target = "_blank";
      document.body.append(link);
      link.click();
      link.dispatchEvent(new MouseEvent("auxclick", { button: 1, bubbles: true, cancelable: true }));
      link.remove();
      try { window.open(to); } catch { /* refused is well */ }
    }, place);
    await app.page.run((to) => {
      window.location.href = to;
    }, place).catch(() => {});
    // What would leave has left by the time the page answers twice and a moment has gone by.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.match(await app.page.command("GET", "/url"), /^tauri:\/\/localhost/, place);
    assert.equal(await app.page.run(() => Boolean(window.injected)), false, place);
  }
  assert.equal(await windows(), before, "one window, as before");
  assert.deepEqual((await app.page.command("GET", "/window/handles")).length, 1);
});

// The same answers given in the wizard and at a terminal are the same file, byte for byte.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { commandLine, openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { press, seen } from "./harness/journey.mjs";
import { start, until } from "./harness/processes.mjs";
import { makeDrives } from "./harness/trees.mjs";

let desktop;
let app;
let made;
let pool;
const saved = (name) => join(desktop.top, name);

before(async () => {
  desktop = await openDesktop();
  made = makeDrives(desktop.top, { count: 5 });
  pool = saved("Old archive");
  mkdirSync(pool);
});

after(async () => {
  await app?.close();
  await desktop?.close();
});

/** Takes the choice with these words: the label of a button of a kind. */
const choose = (words) =>
  until(`a choice says ${words}`, () =>
    app.page.run((text) => {
      const label = [...document.querySelectorAll("label")].find((one) => one.innerText.includes(text));
      label?.click();
      return Boolean(label);
    }, words),
  );

/** Writes into a field in place of what stands there, as a person's typing would. */
const write = async (testid, text) => {
  await seen(app.page, testid);
  await app.page.run(
    (id, value) => {
      const field = document.querySelector(`[data-testid="${id}"]`);
      const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, value);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    testid,
    text,
  );
};

/** The wizard, from the first folder to the button that saves the file. */
async function inTheWindow(file, { options, name }) {
  app = await openApp(desktop, { pick: [made.drives, [made.archive], ...(options ? [[pool]] : []), [file]] });
  await press(app.page, "add-folder");
  await seen(app.page, "source-row");
  await press(app.page, "next");
  await press(app.page, "add-archive");
  await seen(app.page, "archive-card");
  if (options) {
    await press(app.page, "add-pool");
    await until("the pool is listed", () => app.page.run((path) => document.body.innerText.includes(path), "Old archive"));
  }
  await press(app.page, "next");
  await seen(app.page, "wizard-options");
  if (options) await options();
  await press(app.page, "next");
  await seen(app.page, "wizard-review");
  if (name) await write("job-name", name);
  await press(app.page, "config-save");
  await until("the file is written", () => statSync(file).size > 0);
  await app.close();
  app = undefined;
  return readFileSync(file, "utf8");
}

/** `config new` at a terminal of its own. */
async function atTheTerminal(file, answers) {
  const asked = start("script", ["-qec", `'${commandLine}' config new '${file}'`, "/dev/null"], {
    env: { ...process.env, ...desktop.environment },
  });
  asked.stdin.write(answers.map((line) => `${line}\n`).join(""));
  const { code } = await asked.ended;
  assert.equal(code, 0, asked.said);
  return readFileSync(file, "utf8");
}

test("with nothing changed", async () => {
  const window = await inTheWindow(saved("plain-window.yaml"), {});
  const none = ["", "", "", "", "", "", "", "", "", "", "", ""];
  const terminal = await atTheTerminal(saved("plain-terminal.yaml"), ["", ...made.drives, "", made.archive, "", "", ...none]);
  assert.equal(window, terminal);
});

test("with every choice another than the usual", async () => {
  const window = await inTheWindow(saved("window.yaml"), {
    name: "Grandpa’s drives",
    options: async () => {
      const openOne = () => {
        const closed = document.querySelector('[data-testid="option-change"]');
        closed?.click();
        return closed === null;
      };
      await until("all options are open", () => app.page.run(openOne));
      for (const words of [
        "All drives in one tree", "Compare size and date", "System files", "Leave the second one out", "Copied every time",
        "SHA-256", "MD5", "Read every look-alike",
      ]) await choose(words);
      await write("rules-exclude", "Cache/**\n*.tmp");
      await write("rules-include", "*.jpg");
      await write("rules-bundles", "*.library");
    },
  });
  const terminal = await atTheTerminal(saved("terminal.yaml"), [
    "Grandpa’s drives", ...made.drives, "", made.archive, "", pool, "", "merge", "shallow", "leave-out", "keep", "skip",
    "Cache/**", "*.tmp", "", "*.jpg", "", "*.library", "", "sha256", "md5", "", "yes", "auto",
  ]);
  assert.equal(window, terminal);
});

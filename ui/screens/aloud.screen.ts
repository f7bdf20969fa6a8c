/** What a screen reader hears: once, in time, and not more than one can listen to. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { PLAN_VIEW } from "./fixtures/job";
import { SNAPSHOT } from "./fixtures/live";

const JOB = `/job/${PLAN_VIEW.id}`;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

/** Opens a screen, and from then on writes down every word of every region that is read out. */
async function open(scenario: string, path: string, ready: string): Promise<void> {
  page = await browser.open({ scenario, path, theme: "light", size: SIZES.wide });
  await page.getByTestId(ready).first().waitFor();
  await page.evaluate(() => {
    const all: string[] = [];
    (window as unknown as { heard: string[] }).heard = all;
    const live = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])';
    new MutationObserver((changes) => {
      const changed = changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes]);
      const elements = changed.map((node) => (node instanceof Element ? node : node.parentElement));
      const regions = elements.flatMap((node) =>
        [node?.closest(live), ...(node?.querySelectorAll(live) ?? [])].filter(
          (each) => each instanceof Element,
        ),
      );
      for (const region of new Set(regions)) {
        const words = region.textContent ?? "";
        if (words && all.at(-1) !== words) all.push(words);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
const drawn = () =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test("a hundred snapshots of a copy are a word or two, wherever one is", async () => {
  await open("live", `${JOB}/live`, "live-figure");
  // However long this machine needs for them, to the page it is no time.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
  await page.evaluate((first) => {
    for (let step = 0; step < 100; step += 1) {
      const bytes_done = first.bytes_total * (0.5 + step / 250);
      window.__send({ type: "snapshot", snapshot: { ...first, bytes_done, files_done: 9_000 + step } });
    }
  }, SNAPSHOT);
  await page.getByText("9,099").first().waitFor();
  const words = await heard();
  expect(words.length, words.join(" | ")).toBeLessThanOrEqual(2);
});

test("what needs somebody is said when it happens", async () => {
  await open("live", `${JOB}/live`, "live-figure");
  const problem = {
    code: "drive_missing",
    message: {
      text: "Photos 2009 is not connected",
      template: "{name} is not connected",
      values: { name: "Photos 2009" },
    },
    path: null,
    hint: "reconnect it to go on with it",
  };
  await page.evaluate(
    (told) => window.__send({ type: "event", number: 5, event: { kind: "attention", problem: told } }),
    problem,
  );
  await expect.poll(async () => (await heard()).join(" | ")).toContain("Photos 2009 is not connected");
  const before = (await heard()).length;
  await page.evaluate((told) => window.__send({ type: "snapshot", snapshot: told }), SNAPSHOT);
  await drawn();
  expect((await heard()).filter((words) => words.includes("not connected")).length, "once").toBe(1);
  expect((await heard()).length).toBeLessThanOrEqual(before + 1);
});

test("a look at a drive says its steps and its answer, not each of its numbers", async () => {
  await open("checking", "/drives", "drive-item");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).press("Enter");
  await page.getByTestId("drive-rescan").press("Enter");
  await page.getByTestId("check-line").waitFor();
  const tell = (step: string, part: number) =>
    page.evaluate((progress) => window.__emit("check://progress", progress), {
      check: "clearance",
      step,
      files: Math.round(part * 4_000),
      bytes_done: part * 8e9,
      bytes_total: 8e9,
    });
  for (let part = 0; part < 10; part += 1) await tell("reading", part / 100);
  await page.getByTestId("check-line").getByText("360 files").waitFor();
  const words = (await heard()).filter((each) => each.includes("Reading"));
  expect(words, "one word for ten numbers").toEqual(["Reading"]);
  await page.getByTestId("check-stop").press("Enter");
  await page.getByTestId("check-stopped").waitFor();
  await expect.poll(async () => (await heard()).some((each) => /stopped/i.test(each))).toBe(true);
});

test("the answer of a look is said", async () => {
  await open("filled", "/drives", "drive-item");
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).press("Enter");
  await page.getByTestId("drive-rescan").press("Enter");
  const verdict = page.getByTestId("drive-detail").locator("h2").first();
  await expect
    .poll(async () => (await heard()).includes((await verdict.textContent()) ?? ""), {
      message: "the verdict",
    })
    .toBe(true);
});

test("an archive that was read back says how it is", async () => {
  await open("filled", "/archive", "archive-drive");
  await page.getByTestId("archive-read-back").first().press("Enter");
  const report = page.getByTestId("archive-report").locator("p").first();
  await report.waitFor();
  await expect
    .poll(async () => (await heard()).includes(((await report.textContent()) ?? "").trim()))
    .toBe(true);
});

test("the language of the page follows the settings, and each screen has a title", async () => {
  await open("filled", "/settings", "setting-language");
  const lang = () => page.evaluate(() => document.documentElement.lang);
  const title = () => page.evaluate(() => document.title);
  expect(await lang()).toBe("en");
  expect(await title()).toBe("Settings – Ingather");
  for (const [language, sign] of [
    ["de", "Einstellungen – Ingather"],
    ["en", "Settings – Ingather"],
  ] as const) {
    await page.getByTestId("setting-language").press("ArrowDown");
    await page.getByRole("option", { name: language === "de" ? "Deutsch" : "English" }).click();
    await expect.poll(lang).toBe(language);
    await expect.poll(title).toBe(sign);
  }
  const titles = new Set<string>();
  const places = ["/", "/drives", "/archive", "/log", "/new", `${JOB}/plan`, `${JOB}/live`, `${JOB}/results`];
  for (const [at, place] of places.entries()) {
    await page.evaluate((to) => {
      location.hash = to;
    }, place);
    await expect.poll(async () => titles.add(await title()).size, { message: place }).toBe(at + 1);
  }
});

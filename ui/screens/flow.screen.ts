/** What one does, from the first drop to the verdict, against a stand-in shell that writes down each call. */
import { readdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { firstPage, firstScriptSize } from "./firstScript";
import { CONFIG, PLAN_VIEW } from "./fixtures/job";
import { AWAY, SNAPSHOT } from "./fixtures/live";
import { least, type Scrolled, scrollThrough, till } from "./speed";

const JOB = `/job/${PLAN_VIEW.id}`;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

async function open(scenario: string, path: string): Promise<Page> {
  page = await browser.open({ scenario, path, theme: "light", size: SIZES.wide });
  return page;
}

const calls = (name: string) =>
  page.evaluate(
    (wanted) => window.__calls.filter((call) => call.name === wanted).map((call) => call.args),
    name,
  );
const address = () => page.evaluate(() => location.hash);

test("folders dropped on Home become the drives of a new job", async () => {
  await open("empty", "/");
  await page.evaluate(() =>
    window.__emit("tauri://drag-enter", { paths: ["/media/anna/UNTITLED"], position: { x: 1, y: 1 } }),
  );
  await page.getByTestId("drop-curtain").waitFor();
  await page.evaluate(() =>
    window.__emit("tauri://drag-drop", { paths: ["/media/anna/UNTITLED"], position: { x: 1, y: 1 } }),
  );
  await page.getByTestId("source-row").waitFor();
  expect(await page.getByTestId("source-row").count()).toBe(1);
  expect((await calls("folders_look"))[0], "the paths go to the shell to be looked at").toEqual({
    paths: ["/media/anna/UNTITLED"],
  });
  await expect
    .poll(() => page.getByTestId("next").isDisabled(), { message: "one drive is enough to go on" })
    .toBe(false);
});

test("a new job is put together by keyboard and starts with the look at the drives", async () => {
  await open("flow", "/new?step=drives");
  for (const step of ["archive", "options", "review"]) {
    await page.getByTestId("next").press("Enter");
    await page.getByTestId(`wizard-${step}`).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    await expect.poll(focused, { message: `the heading of ${step} has the focus` }).toBe("H1");
  }
  await page.getByTestId("review-start").press("Enter");
  await page.getByTestId("live").waitFor();
  await expect.poll(() => calls("job_create")).toEqual([{ config: CONFIG }]);
  await expect.poll(() => calls("run_start")).toMatchObject([{ id: PLAN_VIEW.id, until: "plan" }]);
  await page.getByText("32,786 files").first().waitFor();
  await page.evaluate(() =>
    window.__send({
      type: "event",
      number: 9,
      event: { kind: "finished", state: "ready", verdict: "", exit_code: 0 },
    }),
  );
  await page.getByTestId("plan").waitFor();
  const draft = () => page.evaluate(() => localStorage.getItem("ingather.draft"));
  await expect.poll(draft, { message: "the draft became a job" }).toBeNull();
});

test("a refusal is said on Review, and nothing starts", async () => {
  await open("refused", "/new?step=review");
  await page.getByTestId("review-start").click();
  await page.getByTestId("review-refused").waitFor();
  expect(await page.getByTestId("review-refused").innerText()).toContain(
    "Archive A is the drive and the archive at once",
  );
  expect(await calls("run_start")).toEqual([]);
});

test("Copy runs the job to its end, and the end opens the results", async () => {
  await open("filled", `${JOB}/plan`);
  await expect.poll(() => page.getByTestId("plan-copy").innerText()).toBe("Copy up to 12,034 files");
  await page.getByTestId("plan-copy").click();
  await page.getByTestId("live").waitFor();
  await expect.poll(() => calls("run_start")).toMatchObject([{ id: PLAN_VIEW.id, until: "summary" }]);
  await page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), SNAPSHOT);
  await page.getByTestId("live-figure").waitFor();
  await page.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('[data-testid="not-running"]'))
        window.__faults.push("a resting job flashed up");
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  await page.evaluate(() =>
    window.__send({
      type: "event",
      number: 9,
      event: {
        kind: "finished",
        state: "completed_with_errors",
        verdict: "4 files could not be read",
        exit_code: 1,
      },
    }),
  );
  await page.getByTestId("results-verdict").waitFor();
  await expect.poll(address).toBe(`#${JOB}/results`);
  expect(await page.evaluate(() => window.__faults), "nothing else is shown in between").toEqual([]);
});

test("Space pauses, Stop asks once and says what stays", async () => {
  await open("live", `${JOB}/live`);
  await page.getByTestId("live-figure").waitFor();
  await page.keyboard.press("Space");
  await expect.poll(() => calls("run_pause")).toEqual([{ id: PLAN_VIEW.id }]);
  await page.getByTestId("live-stop").click();
  await page.getByText("8,860 files stay copied.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("stop-confirm").waitFor({ state: "detached" });
  expect(await calls("run_stop"), "Esc is harmless").toEqual([]);
  await page.getByTestId("live-stop").click();
  await page.getByTestId("stop-confirm").click();
  await expect.poll(() => calls("run_stop")).toEqual([{ id: PLAN_VIEW.id }]);
});

test("a term filters the list, and a search asks the engine", async () => {
  await open("filled", `${JOB}/plan`);
  await page.getByTestId("term-repeats").click();
  await page.getByText("5,900 files, 250.3 GB").waitFor();
  await page.getByTestId("plan-search").fill("tram");
  await page.getByTestId("plan-list").waitFor();
  await expect.poll(async () => JSON.stringify(await calls("job_files"))).toContain('"search":"tram"');
  const asked = (await calls("job_files")) as { query: { term: string; limit: number } }[];
  expect(asked[asked.length - 1]?.query.term).toBe("repeat");
  expect(
    Math.max(...asked.map((each) => each.query.limit)),
    "never more than 500 rows a call",
  ).toBeLessThanOrEqual(500);
});

test("names made of markup stay text", async () => {
  await open("markup", `${JOB}/plan`);
  await page.getByTestId("plan-list").waitFor();
  await page.getByText("<img src=x").first().waitFor();
  expect(
    await page.evaluate(
      () => document.querySelectorAll("main img, main script, main b b, main iframe").length,
    ),
  ).toBe(0);
  expect(await page.evaluate(() => (window as unknown as { hurt?: boolean }).hurt)).toBeUndefined();
});

test("a drive that is called like markup or a text of the catalogue is called so", async () => {
  await open("away", `${JOB}/live`);
  await page.getByTestId("banner-missing").waitFor();
  for (const name of ["<strong>x</strong><i>y</i>", "a <b", "$t(close) {{count}}", "</i><0>x</0>"]) {
    await page.evaluate(
      ({ snapshot, called }) =>
        window.__send({
          type: "snapshot",
          snapshot: {
            ...snapshot,
            drives: snapshot.drives.map((line) =>
              line.work === "missing" ? { ...line, name: called } : line,
            ),
          },
        }),
      { snapshot: AWAY, called: name },
    );
    await expect
      .poll(() => page.getByTestId("banner-missing").locator("i").allTextContents())
      .toEqual([name]);
    expect(await page.getByTestId("banner-missing").locator("strong, b").count()).toBe(0);
  }
});

test("the end of a list of millions is there at once", async () => {
  await open("million", `${JOB}/plan`);
  await page.getByTestId("term-already_there").click();
  await page.getByTestId("plan-list").focus();
  await page.keyboard.press("End");
  await page.locator('[aria-rowindex="500001"]').waitFor();
  await expect
    .poll(() => page.locator('[aria-rowindex="500001"] [role="gridcell"]').count())
    .toBeGreaterThan(1);
});

test("the window opens under a locale that Intl refuses", async () => {
  await open("empty", "/");
  await page.addInitScript(() => Object.defineProperty(navigator, "language", { get: () => "C" }));
  await page.reload();
  await page.getByTestId("try-samples").waitFor();
});

test("the shell's wishes are heard: a clicked notification, closing in the middle", async () => {
  await open("live", "/settings");
  await page.evaluate((id) => window.__emit("app://open", { screen: "plan", job: id }), PLAN_VIEW.id);
  await page.getByTestId("plan").waitFor();
  await page.evaluate(() => window.__emit("app://close-asked", null));
  await page.getByTestId("close-quit").click();
  await expect.poll(() => calls("app_quit")).toHaveLength(1);
});

test("dark is dark, whatever the system says", async () => {
  await open("dark", "/settings");
  await page.locator('[data-mantine-color-scheme="dark"]').first().waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(22, 24, 29)");
});

test("a million rows scroll through without a blank frame of more than 100 ms", async () => {
  page = await browser.open({
    scenario: "million",
    path: `${JOB}/plan`,
    theme: "light",
    size: SIZES.wide,
    realClock: true,
  });
  await page.getByTestId("term-already_there").click();
  await page.getByTestId("plan-list").waitFor();
  const fling = (all: Scrolled[]) => Math.min(...all.map((each) => each.flingBlankMs));
  const jumps = (all: Scrolled[]) => Math.max(...least(all.map((each) => each.jumpsMs)));
  const good = (all: Scrolled[]) => all.length > 0 && fling(all) <= 100 && jumps(all) <= 100;
  const scrolled = await till(good, () => scrollThrough(page, "plan-list", 0));
  expect(fling(scrolled), "8,000 pixels a second").toBeLessThanOrEqual(100);
  expect(jumps(scrolled), "from end to end by the scroll bar").toBeLessThanOrEqual(100);
  const calls = Math.max(...scrolled.map((each) => each.callsPerSecond));
  expect(calls, "calls to the shell in a second").toBeLessThanOrEqual(60);
}, 900_000);

test("the first JavaScript is at most 250 kB, and no script is inline", () => {
  const dist = new URL("../dist/", import.meta.url).pathname;
  const html = firstPage();
  expect(html, "a strict policy refuses inline scripts").not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(readdirSync(`${dist}assets`).length, "screens load when they are opened").toBeGreaterThan(10);
  expect(firstScriptSize()).toBeLessThanOrEqual(250_000);
});

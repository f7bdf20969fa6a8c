/** The whole way without a mouse: one always sees where one is, never has to begin anew, and hears what happens. */
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { PLAN_VIEW } from "./fixtures/job";
import { SNAPSHOT } from "./fixtures/live";
import { expectFocus, expectHeading, expectOver, focused, tabTo } from "./focus";

const JOB = `/job/${PLAN_VIEW.id}`;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

async function open(scenario: string, path: string, size = SIZES.wide, realClock = false): Promise<Page> {
  page = await browser.open({ scenario, path, theme: "light", size, realClock });
  await page.locator("h1").first().waitFor();
  return page;
}

/** The rows of a list that have come: a key that is pressed before does nothing. */
const rows = () => page.locator('[data-testid="plan-list"] [data-kind="cells"]');

const ended = (state: "ready" | "completed_with_errors", verdict: string) =>
  page.evaluate((event) => window.__send({ type: "event", number: 9, event }), {
    kind: "finished" as const,
    state,
    verdict,
    exit_code: state === "ready" ? 0 : 1,
  });

test("from the first start to the verdict and the drives", async () => {
  await open("journey", "/");
  await page.getByTestId("try-samples").waitFor();
  await expectHeading(page, "the first screen begins at its heading");
  await tabTo(page, "try-samples");
  await page.keyboard.press("Enter");
  await page.getByTestId("wizard-review").waitFor();
  await expectHeading(page, "Review begins at its heading");
  for (const step of ["options", "archive", "drives"]) {
    await tabTo(page, "back");
    await page.keyboard.press("Enter");
    await page.getByTestId(`wizard-${step}`).waitFor();
    await expectHeading(page, `${step} begins at its heading`);
  }
  for (const step of ["archive", "options", "review"]) {
    await tabTo(page, "next");
    await page.keyboard.press("Enter");
    await page.getByTestId(`wizard-${step}`).waitFor();
    await expectHeading(page, `${step} begins at its heading`);
  }
  await tabTo(page, "review-start");
  await page.keyboard.press("Enter");
  await page.getByTestId("live").waitFor();
  await expectFocus(page, "Live has the focus somewhere");
  await ended("ready", "");
  await page.getByTestId("plan").waitFor();
  await expectHeading(page, "Plan begins at its heading");
  await tabTo(page, "plan-copy");
  await page.keyboard.press("Enter");
  await page.getByTestId("live").waitFor();
  await page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), SNAPSHOT);
  await page.getByTestId("live-figure").waitFor();
  await tabTo(page, "live-stop");
  await page.keyboard.press("Enter");
  await page.getByTestId("stop-confirm").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("stop-confirm").waitFor({ state: "detached" });
  await expect
    .poll(async () => (await focused(page)).what, { message: "back where one was" })
    .toBe("live-stop");
  await ended("completed_with_errors", "4 files could not be read");
  await page.getByTestId("results-verdict").waitFor();
  await expectHeading(page, "Results begin at their verdict");
  await page.keyboard.press("Control+K");
  const palette = page.locator("input.mantine-Spotlight-search");
  await palette.waitFor();
  await expect.poll(() => palette.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type("Drives");
  await page.getByRole("dialog").getByText("Drives").first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByTestId("drive-item").first().waitFor();
  await expectFocus(page, "a screen that the palette opened has the focus");
  await tabTo(page, "drive-item");
  await page.keyboard.press("Enter");
  await page.getByTestId("drive-detail").waitFor();
  await expectFocus(page, "the drive's answer, or its row, has the focus");
});

test("a decision is made and taken back without the focus getting lost", async () => {
  await open("decided", `${JOB}/plan`);
  await rows().nth(1).waitFor();
  await tabTo(page, "plan-list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.getByTestId("decide-leaveOut").waitFor();
  await tabTo(page, "decide-leaveOut");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await focused(page)).what).toBe("decide-reason");
  await page.keyboard.press("Escape");
  await page.getByTestId("decide-reason").waitFor({ state: "detached" });
  await expect
    .poll(async () => (await focused(page)).what, { message: "Esc leads back" })
    .toBe("decide-leaveOut");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await focused(page)).what).toBe("decide-reason");
  await page.keyboard.type("not ours");
  await page.keyboard.press("Enter");
  await page.getByText("94 files are left out now.").waitFor();
  await page.getByTestId("decide-reason").waitFor({ state: "detached" });
  await expectFocus(page, "after the decision");
});

test("in the smallest window the chosen file opens in a drawer, and closing it leads back to the list", async () => {
  await open("filled", `${JOB}/plan`, SIZES.small);
  await rows().first().waitFor();
  await tabTo(page, "plan-list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByTestId("file-inspector").waitFor();
  await expectOver(page, "the drawer has the focus");
  await page.keyboard.press("Escape");
  await page.getByTestId("file-inspector").waitFor({ state: "detached" });
  await expect
    .poll(async () => (await focused(page)).what, { message: "back in the list" })
    .toBe("plan-list");
});

/** With its own clock: the one of the other tests puts frames and timers in an order that a real window does not keep. */
test("what opens over the page leads back each time, also where frames come before timers", async () => {
  const back = async (opens: string, over: Locator, to: string) => {
    for (let round = 0; round < 6; round += 1) {
      await page.keyboard.press(opens);
      await over.waitFor();
      await expectOver(page, `${opens} leads into it`);
      await page.keyboard.press("Escape");
      await over.waitFor({ state: "detached" });
      await expect
        .poll(async () => (await focused(page)).what, { message: `out of it again, round ${round + 1}` })
        .toBe(to);
    }
  };
  const palette = () => page.locator("input.mantine-Spotlight-search");
  await open("filled", `${JOB}/plan`, SIZES.small, true);
  await rows().first().waitFor();
  await tabTo(page, "plan-list");
  await page.keyboard.press("ArrowDown");
  await back("Enter", page.getByTestId("file-inspector"), "plan-list");
  await back("Control+K", palette(), "plan-list");
  await page.context().close();
  await open("live", `${JOB}/live`, SIZES.wide, true);
  await page.getByTestId("live-figure").waitFor();
  await tabTo(page, "live-stop");
  await back("Enter", page.getByTestId("stop-confirm"), "live-stop");
  await back("Control+K", palette(), "live-stop");
});

test("Esc closes the question over the drawer, and then the drawer", async () => {
  await open("decided", `${JOB}/plan`, SIZES.small);
  await rows().nth(1).waitFor();
  await tabTo(page, "plan-list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByTestId("decide-leaveOut").waitFor();
  await expectOver(page, "the drawer has the focus");
  await tabTo(page, "decide-leaveOut");
  const at = async () => (await focused(page)).what;
  for (let round = 0; round < 3; round += 1) {
    await page.keyboard.press("Enter");
    await expect.poll(at, { message: "the reason is typed at once" }).toBe("decide-reason");
    await page.keyboard.press("Escape");
    await page.getByTestId("decide-reason").waitFor({ state: "detached" });
    await expect.poll(at, { message: "the drawer is still there" }).toBe("decide-leaveOut");
  }
  await page.keyboard.press("Escape");
  await page.getByTestId("file-inspector").waitFor({ state: "detached" });
  await expect.poll(at, { message: "back in the list" }).toBe("plan-list");
});

test("also in the smallest window a file of the results can be shown in the file manager", async () => {
  await open("results", `${JOB}/results`, SIZES.small);
  await page.getByTestId("tab-all").press("Enter");
  await rows().first().waitFor();
  await tabTo(page, "plan-list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByTestId("file-inspector").waitFor();
  await expectOver(page, "the drawer has the focus");
  await page.getByTestId("show-source").press("Enter");
  const shown = () => page.evaluate(() => window.__calls.filter((call) => call.name === "job_reveal").length);
  await expect.poll(shown).toBe(1);
});

test("what disappears under the keyboard hands the focus on", async () => {
  await open("draft", "/new?step=options");
  await page.getByTestId("option-change").first().waitFor();
  await tabTo(page, "option-change");
  await page.keyboard.press("Enter");
  await expectFocus(page, "the group that was opened");
  await page.goto(`${page.url().split("#")[0]}#/new?step=drives`);
  await page.getByTestId("source-row").first().waitFor();
  await page.getByRole("button", { name: "Take Photos 2009 out of the job" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByTestId("source-row").count()).toBe(2);
  await expectFocus(page, "after a drive was taken out");
  await page.goto(`${page.url().split("#")[0]}#/drives`);
  await page.getByTestId("drive-item").filter({ hasText: "Photos 2009" }).press("Enter");
  await page.getByTestId("drive-rename").press("Enter");
  await expect
    .poll(async () => (await focused(page)).what, { message: "the name is typed at once" })
    .toMatch(/INPUT|drive-name/);
  await page.keyboard.press("Escape");
  await expect
    .poll(async () => (await focused(page)).what, { message: "Esc leads back" })
    .toBe("drive-rename");
});

test("menus, tabs and terms are gone through with arrows, and Esc leads back", async () => {
  await open("results", `${JOB}/results`);
  await page.getByTestId("results-more").waitFor();
  await tabTo(page, "results-more");
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem").first().waitFor();
  await expectOver(page, "the menu has the focus");
  await page.keyboard.press("ArrowDown");
  await expect
    .poll(async () => (await focused(page)).ring, { message: "the chosen entry is seen" })
    .toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(async () => (await focused(page)).what).toBe("results-more");
  await tabTo(page, "tab-charts");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByTestId("all-files").waitFor();
  await expect.poll(async () => (await focused(page)).what).toBe("tab-all");
  await page.keyboard.press("Home");
  await expect.poll(async () => (await focused(page)).what).toBe("tab-charts");
  await page.keyboard.press("End");
  await expect.poll(async () => (await focused(page)).what).toBe("tab-all");
  await rows().first().waitFor();
  await tabTo(page, "plan-list");
  await page.keyboard.press("End");
  await expect.poll(async () => (await focused(page)).ring, { message: "the row is seen" }).toBe(true);
});

test("Ctrl+F finds the search of the results, also where another part of them is shown", async () => {
  await open("results", `${JOB}/results`);
  await page.getByTestId("results-verdict").waitFor();
  expect(await page.getByTestId("results-search").count(), "charts are shown first").toBe(0);
  await page.keyboard.press("Control+F");
  await expect.poll(async () => (await focused(page)).what).toBe("results-search");
  await page.keyboard.type("tram");
  await expect.poll(() => page.getByTestId("results-search").inputValue()).toBe("tram");
});

test("the part of the window that scrolls shows that it has the keys", async () => {
  await open("filled", "/settings");
  await page.getByTestId("setting-theme").waitFor();
  await tabTo(page, "setting-theme");
  await page.keyboard.press("Shift+Tab");
  await expect
    .poll(async () => {
      const { what, ring } = await focused(page);
      return { what, ring };
    })
    .toEqual({ what: "MAIN Settings", ring: true });
});

test("a button in a row is pressed by its own keys, and the list keeps the rest", async () => {
  await open("live", `${JOB}/live`);
  await page.getByTestId("tab-problems").press("Enter");
  await page.getByTestId("retry-file").first().waitFor();
  await tabTo(page, "live-list");
  await page.keyboard.press("End");
  await tabTo(page, "retry-file");
  const asked = () => page.evaluate(() => window.__calls.filter((call) => call.name === "job_retry").length);
  await page.keyboard.press("Enter");
  await expect.poll(asked, { message: "by Enter" }).toBe(1);
  await page.getByTestId("retry-file").first().focus();
  await page.keyboard.press("Space");
  await expect.poll(asked, { message: "by the space bar" }).toBe(2);
});

test("the next phase takes the focus from nobody", async () => {
  await open("looking", `${JOB}/live`);
  await page.getByTestId("live-pause").waitFor();
  await tabTo(page, "live-pause");
  await page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), SNAPSHOT);
  await page.getByTestId("live-figure").waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  expect((await focused(page)).what).toBe("live-pause");
});

test("the palette says which of its entries is chosen", async () => {
  await open("filled", "/");
  await page.keyboard.press("Control+K");
  await page.locator("input.mantine-Spotlight-search").waitFor();
  await expectOver(page, "the palette has the focus");
  const told = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant");
      const entry = id ? document.getElementById(id) : null;
      return entry?.getAttribute("aria-selected") === "true" ? entry.textContent : null;
    });
  await page.keyboard.press("ArrowDown");
  await expect.poll(told).toBe("Home");
  await page.keyboard.press("ArrowDown");
  await expect.poll(told).toBe("Drives");
  await page.keyboard.type("sett");
  await expect.poll(told).toBe("Settings");
  await page.keyboard.press("Enter");
  await page.getByTestId("setting-theme").waitFor();
  await expectHeading(page, "Settings begin at their heading");
});

test("each phase is spoken once, tenths not more often than every 30 seconds, and the verdict", async () => {
  await open("live", `${JOB}/live`);
  await page.getByTestId("live-figure").waitFor();
  await expect.poll(() => page.getByTestId("spoken").textContent()).not.toBe("");
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await page.evaluate(() => {
    const spoken = document.querySelector('[data-testid="spoken"]');
    const all: string[] = [];
    (window as unknown as { heard: string[] }).heard = all;
    if (!spoken) throw new Error("nobody speaks");
    new MutationObserver(() => all.push(spoken.textContent ?? "")).observe(spoken, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  const say = (part: number, phase: "copy" | "verify" = "copy") =>
    page.evaluate((snapshot) => window.__send({ type: "snapshot", snapshot }), {
      ...SNAPSHOT,
      phase,
      bytes_done: SNAPSHOT.bytes_total * part,
    });
  // However long this machine needs for the next lines, to the page it is no time.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
  await say(0.82);
  await expect.poll(heard).toEqual(["Copying, 80 percent"]);
  for (const part of [0.85, 0.91, 0.93]) await say(part);
  expect(await heard(), "not a word for 30 seconds").toEqual(["Copying, 80 percent"]);
  await page.clock.fastForward(31_000);
  await say(0.94);
  const tenths = ["Copying, 80 percent", "Copying, 90 percent"];
  await expect.poll(heard).toEqual(tenths);
  await say(0.99);
  await say(0.1, "verify");
  await expect.poll(heard).toEqual([...tenths, "Reading back"]);
  await ended("completed_with_errors", "4 files could not be read");
  await expect.poll(async () => (await heard()).at(-1)).toBe("4 files could not be read");
  expect(await page.locator('[data-testid="spoken"]').getAttribute("aria-live")).toBe("polite");
});

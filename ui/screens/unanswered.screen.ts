/** What is not known yet, not settled, or not to be told apart, is not claimed. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

async function open(scenario: string, path: string, size = SIZES.wide): Promise<void> {
  page = await browser.open({ scenario, path, theme: "light", size });
}

for (const path of ["/", "/drives"]) {
  test(`as long as the catalogue has not answered no drive is called never scanned (${path})`, async () => {
    await open("unanswered", path);
    await page.locator('[aria-busy="true"]').first().waitFor();
    await page.waitForFunction(() => window.__calls.some((call) => call.name === "drives_list"));
    const said = await page.locator("main").innerText();
    expect(said).not.toMatch(/never scanned/i);
    expect(said, "nor is it said that there are none").not.toMatch(/no drives/i);
  });
}

for (const path of ["/", "/drives"]) {
  test(`drives of one name are told apart, since each has its own answer (${path})`, async () => {
    await open("sameName", path, SIZES.small);
    const apart = page.getByTestId("drive-apart");
    await expect.poll(() => apart.count()).toBe(3);
    expect((await apart.allInnerTexts()).sort()).toEqual([
      "/media/anna/NO NAME",
      "/media/anna/NO NAME1",
      "serial number FFEC-BECC",
    ]);
    const cut = await apart.evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth + 1),
    );
    expect(cut, "the end is what tells them apart").toEqual([]);
  });
}

for (const step of ["drives", "archive"]) {
  test(`what is connected under one name is told apart where a job is put together (${step})`, async () => {
    await open("sameName", `/new?step=${step}`);
    for (const place of ["/media/anna/NO NAME", "/media/anna/NO NAME1"]) {
      await page.getByText(new RegExp(`, ${place}(,|$)`)).waitFor();
    }
    expect(
      await page.getByText(/, \/media\/anna\/UNTITLED/).count(),
      "what has a name of its own needs no more",
    ).toBe(0);
  });
}

test("a catalogue that cannot be read is told instead of an empty list", async () => {
  await open("error", "/drives");
  await page.getByText("The list cannot be read").waitFor();
  expect(await page.getByText("No drives yet").count()).toBe(0);
});

test("the smallest window says the most that a plan may copy and save", async () => {
  await open("filled", "/job/old-drives-november/plan", SIZES.small);
  const line = page.getByTestId("plan-head");
  await line.getByText(/Copy up to 410\.2\sGB · saves up to 1,455\.\d\sGB/).waitFor();
});

/** German: chosen in the settings or by the system, with its own numbers, nothing cut and nothing that axe finds. */
import { mkdirSync } from "node:fs";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { broken, clipped, faults } from "./inspect";
import { prepare, settle } from "./prepare";
import { expectRoom } from "./room";
import { SITUATIONS } from "./situations";

const SHOTS = new URL("./.shots/", import.meta.url).pathname;
const PLAN = "/job/old-drives-november/plan";
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await startBrowser();
});

afterAll(() => browser.close());

test("the language of the settings takes effect at once, and is kept for the next start", async () => {
  const page = await browser.open({
    scenario: "filled",
    path: "/settings",
    theme: "light",
    size: SIZES.small,
  });
  const choose = async (language: string) => {
    await page.getByTestId("setting-language").click();
    await page.getByRole("option", { name: language }).click();
  };
  await choose("Deutsch");
  await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
  await page.getByRole("link", { name: "Laufwerke" }).waitFor();
  const language = () => page.locator("html").getAttribute("lang");
  const set = () =>
    page.evaluate(() => window.__calls.filter((each) => each.name === "settings_set").at(-1)?.args);
  const kept = () => page.evaluate(() => localStorage.getItem("ingather.language"));
  await expect.poll(language).toBe("de");
  await expect.poll(set).toMatchObject({ settings: { language: "de" } });
  await expect.poll(kept).toBe("de");
  await choose("English");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  await expect.poll(language).toBe("en");
  await page.context().close();
});

test("a German system is spoken to in German, with German numbers and dates", async () => {
  const page = await browser.open({
    scenario: "filled",
    path: PLAN,
    theme: "light",
    size: SIZES.wide,
    language: "de",
  });
  await page.getByTestId("plan-copy").getByText("12.034 Dateien kopieren").waitFor();
  await page.getByText("410,2 GB", { exact: true }).first().waitFor();
  await page.context().close();
});

/** A screen of each kind, and what is longest on it. */
const LOOKED_AT =
  /^(home|home-empty|drives-step|archive-step|options-step|review-step|plan|plan-folders|plan-short|live-looking|live|live-full|live-away|live-stop|results|results-charts|drives|drives-cleared|drives-away|archive|archive-coverage|settings|log)$/;

describe.each(SITUATIONS.filter(({ name }) => LOOKED_AT.test(name)))("$name in German", (situation) => {
  test("no text is cut, in the large window and the smallest", async () => {
    const page = await browser.open({ ...situation, theme: "light", size: SIZES.wide, language: "de" });
    await prepare(page, situation);
    await page.mouse.move(1, 1);
    await page.evaluate(axe.source);
    await page.screenshot({ path: `${SHOTS}${situation.name}-german-wide.png` });
    await expect.poll(() => clipped(page), { message: "cut in the large window" }).toEqual([]);
    await expect.poll(() => broken(page), { message: "broken in the large window" }).toEqual([]);
    await page.setViewportSize(SIZES.small);
    await settle(page);
    await page.screenshot({ path: `${SHOTS}${situation.name}-german-small.png` });
    await expect.poll(() => clipped(page), { message: "cut in the smallest" }).toEqual([]);
    await expect.poll(() => broken(page), { message: "broken in the smallest" }).toEqual([]);
    await expect.poll(() => faults(page), { message: "axe" }).toEqual([]);
    await page.setViewportSize(SIZES.least);
    await settle(page);
    await page.screenshot({ path: `${SHOTS}${situation.name}-german-least.png` });
    await expectRoom(page, "the smallest window at 200 %");
    await expect.poll(() => broken(page), { message: "broken at 200 %" }).toEqual([]);
    expect(await page.evaluate(() => window.__faults), "the page must not throw").toEqual([]);
    await page.context().close();
  });
});

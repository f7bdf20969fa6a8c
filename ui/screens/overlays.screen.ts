/** What comes over a screen or stands on it for a while: dialogues, cards, notices, menus; in the made-up language, and for axe. */
import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { clipped, faults, uncatalogued } from "./inspect";
import { OVERLAYS } from "./overlayList";
import { settle } from "./prepare";
import { expectRoom } from "./room";

const SHOTS = new URL("./.shots/", import.meta.url).pathname;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** Sheets around a dialogue that are not clear as glass. */
function hidden(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".mantine-Modal-inner")]
      .map((sheet) => getComputedStyle(sheet).backgroundColor)
      .filter((colour) => colour !== "rgba(0, 0, 0, 0)"),
  );
}

/** What floats over the page for a while is in no landmark of it. */
const FLOATING = { rules: { region: { enabled: false } } };

test.each(OVERLAYS)(
  "$name: nothing cut, nothing without a catalogue, nothing that axe finds",
  async (overlay) => {
    const page = await browser.open({ ...overlay, theme: "light", size: SIZES.wide, language: "en-XA" });
    await overlay.act(page);
    await page.evaluate(axe.source);
    for (const [name, size] of [
      ["wide", SIZES.wide],
      ["small", SIZES.small],
    ] as const) {
      await page.setViewportSize(size);
      await settle(page);
      await page.screenshot({ path: `${SHOTS}${overlay.name}-pseudo-${name}.png` });
      await expect.poll(() => hidden(page), { message: `the page behind, ${name}` }).toEqual([]);
      await expect.poll(() => clipped(page), { message: `cut, ${name}` }).toEqual([]);
      await expect.poll(() => uncatalogued(page), { message: `from no catalogue, ${name}` }).toEqual([]);
      await expect.poll(() => faults(page, FLOATING), { message: `axe, ${name}` }).toEqual([]);
    }
    await page.setViewportSize(SIZES.least);
    await settle(page);
    await page.screenshot({ path: `${SHOTS}${overlay.name}-pseudo-least.png` });
    await expectRoom(page, "the smallest window at 200 %");
    expect(await page.evaluate(() => window.__faults), "the page must not throw").toEqual([]);
    await page.context().close();
  },
);

/** Every screen in every situation: a picture, no fault found by axe, nothing wider than the window. */
import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { faults, wider } from "./inspect";
import { prepare, settle } from "./prepare";
import { SITUATIONS } from "./situations";

const SHOTS = new URL("./.shots/", import.meta.url).pathname;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await startBrowser();
});

afterAll(() => browser.close());

async function check(page: Page, picture: string): Promise<void> {
  // No tooltip: it floats outside of every landmark for as long as the pointer rests.
  await page.mouse.move(1, 1);
  await page.screenshot({ path: `${SHOTS}${picture}.png` });
  // What is just being drawn may look like a fault for a moment.
  await expect
    .poll(() => wider(page), { message: "nothing may reach beyond the window" })
    .toBeLessThanOrEqual(0);
  await expect.poll(() => faults(page), { message: "axe must find nothing" }).toEqual([]);
}

for (const situation of SITUATIONS) {
  describe(situation.name, () => {
    for (const theme of ["light", "dark"] as const) {
      test(`${theme}, both sizes`, async () => {
        const page = await browser.open({
          scenario: situation.scenario,
          path: situation.path,
          theme,
          size: SIZES.wide,
        });
        await prepare(page, situation);
        await page.evaluate(axe.source);
        await check(page, `${situation.name}-${theme}-wide`);
        await page.setViewportSize(SIZES.small);
        await settle(page);
        await check(page, `${situation.name}-${theme}-small`);
        expect(await page.evaluate(() => window.__faults), "the page must not throw").toEqual([]);
        await page.context().close();
      });
    }
  });
}

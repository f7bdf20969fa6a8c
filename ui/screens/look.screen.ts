/** Every screen in every situation: a picture, no fault found by axe, nothing wider than the window. */
import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { prepare } from "./prepare";
import { SITUATIONS } from "./situations";

const SHOTS = new URL("./.shots/", import.meta.url).pathname;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await startBrowser();
});

afterAll(() => browser.close());

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }),
  );
  return found.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("; ")}`,
  );
}

const sizes = Object.entries(SIZES) as [keyof typeof SIZES, (typeof SIZES)["wide"]][];

for (const situation of SITUATIONS) {
  describe(situation.name, () => {
    for (const theme of ["light", "dark"] as const) {
      for (const [sizeName, size] of sizes) {
        test(`${theme}, ${sizeName}`, async () => {
          const page = await browser.open({ scenario: situation.scenario, path: situation.path, theme, size });
          const errors: string[] = [];
          page.on("pageerror", (error) => errors.push(error.message));
          await prepare(page, situation);
          await page.screenshot({ path: `${SHOTS}${situation.name}-${theme}-${sizeName}.png` });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect(wider, "nothing may reach beyond the window").toBe(false);
          expect(await faults(page), "axe must find nothing").toEqual([]);
          expect(errors, "the page must not throw").toEqual([]);
          await page.close();
        });
      }
    }
  });
}

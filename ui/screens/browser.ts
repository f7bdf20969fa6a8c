/** Chromium with a fresh profile, and pages that start in a named situation. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { NOW } from "./fixtures/job";

interface Situation {
  scenario: string;
  path: string;
  theme: "light" | "dark";
  size: { width: number; height: number };
}

export const SIZES = { wide: { width: 1440, height: 900 }, small: { width: 960, height: 640 } };

export interface Browser {
  open: (situation: Situation) => Promise<Page>;
  close: () => Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "ingather-screens-"));
  const contexts: BrowserContext[] = [];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      `--crash-dumps-dir=${profile}`,
    ],
  });
  return {
    open: async ({ scenario, path, theme, size }) => {
      const context = await browser.newContext({
        viewport: size,
        colorScheme: theme,
        reducedMotion: "reduce",
        timezoneId: "UTC",
        locale: "en-GB",
      });
      contexts.push(context);
      const page = await context.newPage();
      await page.clock.install({ time: NOW });
      await page.clock.resume();
      await page.addInitScript(`window.__scenario = ${JSON.stringify(scenario)};`);
      await page.addInitScript(inject("shell"));
      await page.goto(`${inject("address")}#${path}`);
      await page.locator("h1").first().waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return page;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

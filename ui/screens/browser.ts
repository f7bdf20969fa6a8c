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
  /** How many device pixels draw one of the page's: 2 is what a zoom of 200 % looks like. */
  zoom?: number;
  motion?: boolean;
  /** The page's own clock, for what is measured. */
  realClock?: boolean;
  /** The made-up language, or German as a German system asks for it; else English. */
  language?: "en-XA" | "de";
}

export const SIZES = {
  wide: { width: 1440, height: 900 },
  laptop: { width: 1280, height: 800 },
  small: { width: 960, height: 640 },
  /** A window of 1440x900 at 200 %. */
  zoomed: { width: 720, height: 450 },
  /** The smallest window, 960x640, at 200 %. */
  least: { width: 480, height: 320 },
};

export interface Browser {
  open: (situation: Situation) => Promise<Page>;
  close: () => Promise<void>;
}

/** `SLOWER=8 npm run ui:screens` shows how the tests do in a browser that is so many times slower. */
const SLOWER = Number(process.env.SLOWER ?? 1);

async function slowDown(page: Page): Promise<void> {
  if (SLOWER === 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
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
    open: async ({ scenario, path, theme, size, zoom = 1, motion, language, realClock }) => {
      const context = await browser.newContext({
        viewport: size,
        colorScheme: theme,
        reducedMotion: motion ? "no-preference" : "reduce",
        deviceScaleFactor: zoom,
        timezoneId: "UTC",
        locale: language === "de" ? "de-DE" : "en-GB",
      });
      contexts.push(context);
      context.setDefaultTimeout(90_000);
      const page = await context.newPage();
      await slowDown(page);
      if (!realClock) {
        await page.clock.install({ time: NOW });
        await page.clock.resume();
      }
      await page.addInitScript(`window.__scenario = ${JSON.stringify(scenario)};`);
      if (language === "en-XA")
        await page.addInitScript('localStorage.setItem("ingather.language", "en-XA")');
      await page.addInitScript(inject("shell"));
      await page.goto(`${inject("address")}#${path}`);
      await page.locator("h1").first().waitFor();
      if (language === "en-XA") await page.getByText("⟦").first().waitFor();
      if (language === "de") await page.locator('html[lang="de"]').waitFor();
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

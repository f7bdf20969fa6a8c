/** One page at a time against the stand-in shell, and what it was asked; imported, it also takes both down. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";

let browser: Browser;
/** The page that was opened last. */
export let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser.close());

export async function open(scenario: string, path: string, size = SIZES.wide): Promise<Page> {
  page = await browser.open({ scenario, path, theme: "light", size });
  return page;
}

/** What a command of that name was asked with, from the first time to the last. */
export const calls = (name: string) =>
  page.evaluate(
    (wanted) => window.__calls.filter((call) => call.name === wanted).map((call) => call.args),
    name,
  );

/** Which of these commands were asked, in order. */
export const order = (...names: string[]) =>
  page.evaluate(
    (wanted) => window.__calls.map((call) => call.name).filter((name) => wanted.includes(name)),
    names,
  );

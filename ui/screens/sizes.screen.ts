/** Every screen at 200 %, in the made-up language, in forced colours, and without motion. */
import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, SIZES, startBrowser } from "./browser";
import { clipped, neverSaid, uncatalogued } from "./inspect";
import { prepare, settle } from "./prepare";
import { expectRoom } from "./room";
import { SITUATIONS } from "./situations";

const SHOTS = new URL("./.shots/", import.meta.url).pathname;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await startBrowser();
});

afterAll(() => browser.close());

/** Bars that say nothing but by their colour, and have lost it. */
function colourless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        '[class*="_part_"], [class*="_done_"], [class*="_swatch_"], [class*="_spaceUsed"], [class*="_spaceMost"]',
      ),
    ]
      .filter((node) => node.getBoundingClientRect().width > 3)
      .filter((node) => getComputedStyle(node).forcedColorAdjust !== "none")
      .map((node) => node.className),
  );
}

/** What is chosen, current or on, and looks in forced colours like what is not. */
function unmarked(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const chosen = [
      '[role="radio"][aria-checked="true"]',
      '[role="row"][data-selected="true"]',
      '[role="tab"][aria-selected="true"]',
      '[role="option"][aria-selected="true"]',
      '[aria-pressed="true"]',
      'nav a[aria-current="page"]',
      'input[type="radio"]:checked + label',
      'input[role="switch"]:checked',
    ];
    const plain = document.createElement("span");
    plain.style.color = "Canvas";
    plain.style.setProperty("forced-color-adjust", "none");
    document.body.append(plain);
    const canvas = getComputedStyle(plain).color;
    plain.remove();
    return [...document.querySelectorAll<HTMLElement>(chosen.join(", "))]
      .filter((node) => node.getBoundingClientRect().width > 3)
      .filter((node) => [canvas, "rgba(0, 0, 0, 0)"].includes(getComputedStyle(node).backgroundColor))
      .map((node) => `${node.tagName} “${node.innerText}”`);
  });
}

/** What lies over the page and has no edge, now that no shadow sets it off. */
function edgeless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="menu"], .mantine-Popover-dropdown')]
      .filter((node) => node.getBoundingClientRect().width > 3)
      .filter((node) => Number.parseFloat(getComputedStyle(node).borderLeftWidth) < 1)
      .map((node) => `${node.className} “${node.innerText.slice(0, 40)}”`),
  );
}

describe.each(SITUATIONS)("$name", (situation) => {
  test("at 200 %, and in forced colours", async () => {
    const page = await browser.open({ ...situation, theme: "light", size: SIZES.zoomed, zoom: 2 });
    await prepare(page, situation);
    await page.mouse.move(1, 1);
    await page.screenshot({ path: `${SHOTS}${situation.name}-zoom.png` });
    await expectRoom(page, "a large window at 200 %");
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await page.screenshot({ path: `${SHOTS}${situation.name}-forced.png` });
    await expect.poll(() => colourless(page), { message: "in forced colours bars keep theirs" }).toEqual([]);
    await expect.poll(() => unmarked(page), { message: "and what is chosen is marked" }).toEqual([]);
    await expect.poll(() => edgeless(page), { message: "and what lies over it has an edge" }).toEqual([]);
    await page.context().close();
  });

  test("in a longer language, from the catalogues alone", async () => {
    const page = await browser.open({ ...situation, theme: "light", size: SIZES.wide, language: "en-XA" });
    await prepare(page, situation);
    await page.mouse.move(1, 1);
    await page.screenshot({ path: `${SHOTS}${situation.name}-pseudo-wide.png` });
    await expect.poll(() => uncatalogued(page), { message: "all text is in the catalogues" }).toEqual([]);
    await expect
      .poll(() => neverSaid(page), { message: "what the engine says is in its catalogue" })
      .toEqual([]);
    await expect.poll(() => clipped(page), { message: "no text may be cut" }).toEqual([]);
    await page.setViewportSize(SIZES.small);
    await settle(page);
    await page.screenshot({ path: `${SHOTS}${situation.name}-pseudo-small.png` });
    await expect
      .poll(() => clipped(page), { message: "no text may be cut in the smallest window" })
      .toEqual([]);
    await expect
      .poll(() => uncatalogued(page), { message: "nor in what the smallest window says in other words" })
      .toEqual([]);
    await page.setViewportSize(SIZES.least);
    await settle(page);
    await page.screenshot({ path: `${SHOTS}${situation.name}-pseudo-least.png` });
    await expectRoom(page, "the smallest window at 200 %");
    await page.context().close();
  });
});

/** Words that stand in more lines than one, and bars too small to be read. */
function cramped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = [...document.querySelectorAll<HTMLElement>('[class*="_word_"]')];
    const bars = [...document.querySelectorAll<HTMLElement>('table [role="progressbar"]')];
    return [
      ...words.filter((node) => node.getBoundingClientRect().height > 24).map((node) => node.innerText),
      ...bars.filter((node) => node.getBoundingClientRect().width < 60).map((node) => node.outerHTML),
    ];
  });
}

test.each(SITUATIONS.filter(({ name }) => /^(plan|live|results)$/.test(name)))(
  "on a small laptop the sum of $name has whole words, and each drive a bar",
  async (situation) => {
    const page = await browser.open({ ...situation, theme: "light", size: SIZES.laptop });
    await prepare(page, situation);
    await page.screenshot({ path: `${SHOTS}${situation.name}-laptop.png` });
    const words = page.locator('[class*="_word_"]');
    await expect.poll(() => words.count(), { message: "there is a sum" }).toBeGreaterThan(4);
    await expect.poll(() => cramped(page)).toEqual([]);
    await page.context().close();
  },
);

test("with reduced motion nothing moves, and without it hardly anything", async () => {
  const moving = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement | SVGElement>("body *")]
        .map((node) => getComputedStyle(node))
        .map((style) => Math.max(...style.transitionDuration.split(", ").map(Number.parseFloat)))
        .filter((seconds) => seconds > 0),
    );
  const live = { scenario: "live", path: "/job/old-drives-november/live", theme: "light" as const };
  const still = await browser.open({ ...live, size: SIZES.wide });
  await still.getByTestId("live-figure").waitFor();
  await expect.poll(() => moving(still), { message: "no transition under reduced motion" }).toEqual([]);
  const turning = () =>
    still.evaluate(() => document.getAnimations().filter((each) => each.playState === "running").length);
  await expect.poll(turning, { message: "nothing turns under reduced motion" }).toBe(0);
  await still.context().close();
  const lively = await browser.open({ ...live, size: SIZES.wide, motion: true });
  await lively.getByTestId("live-figure").waitFor();
  expect(Math.max(0, ...(await moving(lively))), "at most 150 ms").toBeLessThanOrEqual(0.15);
  await lively.context().close();
});

/** Where the keyboard is: what has the focus, whether one sees it, and how one gets somewhere with Tab alone. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

interface Focus {
  /** Test id, else tag and words. */
  what: string;
  /** Nothing, or the whole page: one has to begin anew. */
  lost: boolean;
  /** A heading that a screen reader reads out; it shows no ring. */
  heading: boolean;
  ring: boolean;
  inView: boolean;
}

export function focused(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const node = document.activeElement;
    const lost = !node || node === document.body || node === document.documentElement;
    const outlined = (each: Element | null) => {
      if (!each) return false;
      const style = getComputedStyle(each);
      return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1;
    };
    // A hidden radio shows its ring on its label; a grid on its row.
    const shown = [node, node?.nextElementSibling ?? null, node?.closest("label") ?? null];
    const row = node?.querySelector('[data-active="true"]') ?? null;
    const box = (row ?? node)?.getBoundingClientRect();
    const labelled = node?.matches("input[type=radio]")
      ? node.nextElementSibling?.getBoundingClientRect()
      : box;
    const place = labelled ?? box;
    return {
      what:
        node?.getAttribute("data-testid") ??
        `${node?.tagName} ${(node?.getAttribute("aria-label") ?? node?.textContent ?? "").slice(0, 40)}`,
      lost,
      heading: node?.tagName === "H1",
      ring: [...shown, row].some(outlined),
      inView:
        place !== undefined &&
        place.bottom > 0 &&
        place.top < window.innerHeight &&
        place.right > 0 &&
        place.left < window.innerWidth,
    };
  });
}

/** After what closes, opens or leaves, the focus is somewhere, and soon. */
export async function expectFocus(page: Page, why: string): Promise<void> {
  await expect.poll(async () => (await focused(page)).lost, { message: why }).toBe(false);
}

export async function expectHeading(page: Page, why: string): Promise<void> {
  await expect.poll(async () => (await focused(page)).heading, { message: why }).toBe(true);
}

/** What opens over the page takes the focus a moment later, and does so twice: only then a key is its own. */
export async function expectOver(page: Page, why: string): Promise<void> {
  const over = () => page.evaluate(() => !!document.activeElement?.closest('[role="dialog"], [role="menu"]'));
  await expect.poll(over, { message: why }).toBe(true);
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
}

const MOST = 90;

/** Goes on with Tab until the wanted element has the focus; each stop on the way has to be seen. */
export async function tabTo(page: Page, testid: string, key = "Tab"): Promise<void> {
  const trail: string[] = [];
  for (let step = 0; step < MOST; step += 1) {
    await page.keyboard.press(key);
    const at = await focused(page);
    trail.push(at.what);
    if (at.lost) continue;
    // A list that scrolls to it does so a frame later.
    const seen = async () => {
      const now = await focused(page);
      return { what: now.what, ring: now.ring || now.heading, inView: now.inView };
    };
    await expect
      .poll(seen, { message: `the focus on ${at.what} is seen, and in view` })
      .toEqual({ what: at.what, ring: true, inView: true });
    if (at.what === testid) return;
  }
  throw new Error(`${testid} is not reached with ${key}: ${trail.join(" → ")}`);
}

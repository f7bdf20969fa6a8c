/** Looks for what has no room: parts that stand beyond the window, on each other, or where nobody gets to. Runs inside the page. */

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { clipped, higher, wider } from "./inspect";
import { settle } from "./prepare";

/** What a person must be able to reach: in view, or in view after scrolling. */
function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const reach = async (node: Element): Promise<boolean> => {
      node.scrollIntoView({ block: "center" });
      // What stands in the way only while one has scrolled down leaves a moment after it comes into view.
      for (let look = 0; look < 20; look += 1) {
        if (look > 0) await drawn();
        const box = node.getBoundingClientRect();
        if (box.width === 0) return true;
        const x = Math.min(window.innerWidth - 1, Math.max(0, box.left + box.width / 2));
        // A notice lies there only until it is closed.
        const [top] = document
          .elementsFromPoint(x, box.top + box.height / 2)
          .filter((each) => each.closest(".mantine-Notifications-root") === null);
        if (top && (node.contains(top) || top.contains(node))) return true;
      }
      return false;
    };
    // What lies over the page is all that can be used while it does.
    const open = [...document.querySelectorAll('[role="dialog"], [role="menu"]')].at(-1);
    const all = open
      ? open.querySelectorAll<HTMLElement>("button, a, input, h1, h2")
      : document.querySelectorAll<HTMLElement>(
          "main button, main a, main input, footer button, header a, h1",
        );
    const lost: string[] = [];
    for (const node of all) {
      if (node.matches(":disabled, [tabindex='-1']:not(h1, [role='menuitem'])") || node.closest("label"))
        continue;
      if (!(await reach(node))) lost.push(node.innerText || node.outerHTML.slice(0, 120));
    }
    return lost;
  });
}

/** Words and controls that reach beyond the window's sides, and in no part that scrolls sideways. */
function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sideways = (node: Element): boolean => {
      for (let box = node.parentElement; box; box = box.parentElement) {
        const { overflowX } = getComputedStyle(box);
        if ((overflowX === "auto" || overflowX === "scroll") && box.scrollWidth > box.clientWidth + 1)
          return box.tagName !== "MAIN" && box.tabIndex === 0;
      }
      return false;
    };
    const faults: string[] = [];
    for (const node of document.querySelectorAll<HTMLElement>("body *")) {
      const box = node.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || node.closest(".unseen")) continue;
      if (getComputedStyle(node).clipPath !== "none" || getComputedStyle(node).visibility === "hidden")
        continue;
      if (box.left < -1 || box.right > window.innerWidth + 1)
        if (!sideways(node))
          faults.push(`${node.className || node.tagName} “${node.textContent?.slice(0, 60)}”`);
    }
    return [...new Set(faults)];
  });
}

/** Words and controls that stand on each other within one part of the page. */
function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Shown = { node: HTMLElement; left: number; right: number; top: number; bottom: number };
    /** What hides all that reaches over its edges. */
    const holds = (node: Element) => {
      const style = getComputedStyle(node);
      return style.overflowX !== "visible" || style.overflowY !== "visible";
    };
    /** Parts that lie over others on purpose: each is looked at for itself. */
    const layer = (node: Element): Element => {
      for (let box: Element | null = node; box; box = box.parentElement) {
        const { position } = getComputedStyle(box);
        if (
          position === "sticky" ||
          position === "fixed" ||
          box.matches('[role="dialog"], [role="menu"], [role="listbox"]')
        )
          return box;
      }
      return document.body;
    };
    const cut = (node: HTMLElement, rect: DOMRect, control: boolean): Shown => {
      const box = { node, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
      for (let around = control ? node.parentElement : node; around; around = around.parentElement) {
        if (!holds(around)) continue;
        const edge = around.getBoundingClientRect();
        box.left = Math.max(box.left, edge.left);
        box.right = Math.min(box.right, edge.right);
        box.top = Math.max(box.top, edge.top);
        box.bottom = Math.min(box.bottom, edge.bottom);
      }
      return box;
    };
    const words = (node: HTMLElement): DOMRect[] => {
      const texts = [...node.childNodes].filter((child) => child.nodeType === 3 && child.textContent?.trim());
      return texts.flatMap((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()];
      });
    };
    const shown: Shown[] = [];
    for (const node of document.querySelectorAll<HTMLElement>("body *")) {
      const style = getComputedStyle(node);
      if (
        style.visibility === "hidden" ||
        node.closest(".unseen, svg, [aria-hidden='true']") ||
        style.clipPath !== "none"
      )
        continue;
      const control = node.matches("button, input:not([type='radio'], [type='checkbox']), [role='radio']");
      const rects = control ? [node.getBoundingClientRect()] : words(node);
      for (const rect of rects) {
        const box = cut(node, rect, control);
        if (box.right - box.left > 3 && box.bottom - box.top > 3) shown.push(box);
      }
    }
    const layers = new Map(shown.map(({ node }) => [node, layer(node)]));
    const faults: string[] = [];
    for (const [index, one] of shown.entries())
      for (const other of shown.slice(index + 1)) {
        if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
        if (layers.get(one.node) !== layers.get(other.node)) continue;
        // A field's own signs and buttons stand in it.
        if (one.node.matches("input") && one.node.parentElement?.contains(other.node)) continue;
        if (other.node.matches("input") && other.node.parentElement?.contains(one.node)) continue;
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 2 && down > 4)
          faults.push(`“${one.node.textContent?.slice(0, 40)}” on “${other.node.textContent?.slice(0, 40)}”`);
      }
    return [...new Set(faults)];
  });
}

/** How much of the window's height the bars leave to the screen, in hundredths. */
function left(page: Page): Promise<number> {
  return page.evaluate(
    () => ((document.querySelector("main")?.clientHeight ?? 0) / window.innerHeight) * 100,
  );
}

/** All of it together, in the window as it is. What is just being drawn may look like a fault for a moment. */
export async function expectRoom(page: Page, where: string): Promise<void> {
  await settle(page);
  await expect.poll(() => wider(page), { message: `beyond the window, ${where}` }).toBeLessThanOrEqual(0);
  await expect
    .poll(() => higher(page), { message: `only parts of it scroll, ${where}` })
    .toBeLessThanOrEqual(0);
  await expect.poll(() => beyond(page), { message: `reaches beyond the window, ${where}` }).toEqual([]);
  await expect.poll(() => clipped(page), { message: `text is cut, ${where}` }).toEqual([]);
  await expect.poll(() => overlapping(page), { message: `stands on something else, ${where}` }).toEqual([]);
  await expect.poll(() => left(page), { message: `the bars leave room, ${where}` }).toBeGreaterThan(45);
  await expect.poll(() => unreachable(page), { message: `can be reached, ${where}` }).toEqual([]);
}

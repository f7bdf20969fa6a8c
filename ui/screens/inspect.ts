/** Looks for text that is cut off without saying so, and for text that comes from no catalogue. Runs inside the page. */
import type axe from "axe-core";
import type { RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import engine from "@/locales/en/engine.json";

/** What axe finds; its source has to be in the page. */
export async function faults(page: Page, options: RunOptions = {}): Promise<string[]> {
  const found = await page.evaluate(
    (given) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
        ...given,
      }),
    options,
  );
  return found.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(" ")} — ${node.failureSummary?.replaceAll("\n", " ")}`,
    ),
  );
}

/** By how many pixels the page reaches beyond the window. */
export function wider(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** By how many pixels the window itself could scroll down: only its parts do, or a key could push the whole page out of sight. */
export function higher(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
}

/** Text that is wider or higher than the box that hides the rest of it. An ellipsis that is meant is no fault. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (node: Element) => {
      const box = node.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) return false;
      return !node.closest(".unseen, svg") && getComputedStyle(node).visibility !== "hidden";
    };
    const hasText = (node: Element) =>
      [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim());
    const said = JSON.stringify(window.__answers);
    // Brackets mark our words in the made-up language; in German ours is what the shell has not said.
    const ours = (text: string) =>
      /[⟦⟧]/.test(text) ||
      (document.documentElement.lang === "de" && !said.includes(JSON.stringify(text).slice(1, -1)));
    const faults: string[] = [];
    for (const node of document.querySelectorAll<HTMLElement>("body *")) {
      if (!hasText(node) || !seen(node)) continue;
      const style = getComputedStyle(node);
      const wide = node.scrollWidth > node.clientWidth + 1 && style.display !== "inline";
      const high = node.scrollHeight > node.clientHeight + 3 && style.overflowY === "hidden";
      // Names and sentences of the shell may be shortened, since the pointer shows them whole; our own words only in a
      // row of a list or in the header, which have one line.
      const inRow = node.closest('[role="gridcell"], [role="columnheader"], header nav') !== null;
      const shortened = style.textOverflow === "ellipsis" && (inRow || !ours(node.innerText.trim()));
      if ((wide && !shortened) || high)
        faults.push(`${wide ? "wide" : "high"}: ${node.className || node.tagName} “${node.innerText}”`);
      // Lies on its neighbour: reaches out of the box that it stands in.
      const frame = node.parentElement;
      const line = node.getBoundingClientRect();
      if (frame && style.position === "static" && frame.clientWidth > 0) {
        const side = frame.getBoundingClientRect();
        if (line.right > side.right + 3 && getComputedStyle(frame).overflowX === "visible")
          faults.push(`sticks out of ${frame.className}: “${node.innerText}”`);
      }
      // Reaches out of a box that hides it, although it fits its own.
      const own = node.getBoundingClientRect();
      for (let box = node.parentElement; box && box.tagName !== "MAIN"; box = box.parentElement) {
        const around = getComputedStyle(box);
        if (around.overflowX === "auto" || around.overflowX === "scroll" || box.dataset.scroller) break;
        if (around.overflowX !== "hidden" && around.overflowX !== "clip") continue;
        const edge = box.getBoundingClientRect();
        const inRow = box.closest('[role="gridcell"], [title]') !== null;
        if ((own.right > edge.right + 1 || own.left < edge.left - 1) && !inRow)
          faults.push(`cut by ${box.className}: “${node.innerText}”`);
        break;
      }
    }
    // What is chosen in a field has to be readable there.
    for (const field of document.querySelectorAll<HTMLInputElement>(
      "input[readonly], input[role='combobox']",
    ))
      if (seen(field) && field.scrollWidth > field.clientWidth + 1) faults.push(`field: “${field.value}”`);
    // A path is shortened in its middle, and never at its end without a sign.
    for (const path of document.querySelectorAll<HTMLElement>('[class*="_path_"]'))
      if (seen(path) && path.scrollWidth > path.clientWidth + 1) faults.push(`path: “${path.innerText}”`);
    for (const main of document.querySelectorAll("main"))
      if (main.scrollWidth > main.clientWidth + 1)
        faults.push(`the page is ${main.scrollWidth - main.clientWidth} px too wide`);
    return [...new Set(faults)];
  });
}

/** Words of ours that are broken in their midst, because their place is too narrow for them. */
export function broken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = JSON.stringify(window.__answers);
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (!node.parentElement || node.parentElement.closest("svg, .unseen, script, style")) continue;
      for (const word of text.matchAll(/\p{L}{3,}/gu)) {
        if (said.includes(word[0])) continue;
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top / 4)));
        if (lines.size > 1) faults.push(`“${word[0]}” in “${text}”`);
      }
    }
    return [...new Set(faults)];
  });
}

/** Visible text without brackets in the made-up language, apart from what the shell said and from signs, units and months. */
export function uncatalogued(page: Page): Promise<string[]> {
  return page.evaluate((templates) => {
    const sentences = new Set(templates);
    const said: string[] = [];
    const collect = (value: unknown) => {
      if (typeof value === "string") {
        // A sentence of the engine's is no name: it has to be shown in the language of the window. A single word may be
        // both, as "Archive" is.
        if (!sentences.has(value) || !value.includes(" ")) said.push(value);
      } else if (value && typeof value === "object")
        Object.values("template" in value && "values" in value ? (value.values as object) : value).forEach(
          collect,
        );
    };
    collect(window.__answers);
    collect(JSON.parse(localStorage.getItem("ingather.draft") ?? "null"));
    // One word in small letters is a code of the shell's, which nobody may read as it is.
    const data = said.filter((text) => !/^[a-z_]+$/.test(text)).join("\n");
    // Months and the word of a list are the system's own for the locale.
    const known =
      /^(B|bytes?|kB|MB|GB|TB|MB\/s|min|h|s|Ctrl|K|Ingather|exFAT|NTFS|FAT32|ext4|SHA|MD|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|and)$/;
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      const parent = node.parentElement;
      if (!parent || parent.closest("script, style, noscript") || /[⟦⟧]/.test(text)) continue;
      const words = text.match(/\p{L}{2,}/gu) ?? [];
      const strange = words.filter((word) => !known.test(word) && !data.includes(word));
      if (strange.length > 0) faults.push(`“${text}”`);
    }
    for (const node of document.querySelectorAll("[aria-label], [placeholder]")) {
      const label = node.getAttribute("aria-label") ?? node.getAttribute("placeholder") ?? "";
      const words = label.match(/\p{L}{2,}/gu) ?? [];
      if (!/[⟦⟧]/.test(label) && words.some((word) => !known.test(word) && !data.includes(word)))
        faults.push(`label “${label}”`);
    }
    return [...new Set(faults)];
  }, Object.keys(engine));
}

/** Sentences in what the mock engine answered that the real one never says. */
export function neverSaid(page: Page): Promise<string[]> {
  return page.evaluate((templates) => {
    const sentences = new Set(templates);
    const fields = new Set([
      "why",
      "evidence",
      "verdict",
      "message",
      "hint",
      "trouble",
      "summary",
      "exceptions",
    ]);
    const faults: string[] = [];
    const look = (words: unknown) => {
      if (Array.isArray(words)) words.forEach(look);
      else if (typeof words === "string" && words.includes(" ") && !sentences.has(words)) faults.push(words);
      else if (words && typeof words === "object" && !("template" in words)) collect(words);
      else if (words && typeof words === "object" && "template" in words && "values" in words) {
        const { template, values } = words as { template: string; values: Record<string, unknown> };
        if (/\p{L}/u.test(template.replaceAll(/\{\w+\}/g, ""))) look(template);
        for (const value of Object.values(values))
          if (value && typeof value === "object" && "words" in value) look(value.words);
      }
    };
    const collect = (value: unknown) => {
      if (!value || typeof value !== "object" || "template" in value) return;
      for (const [key, part] of Object.entries(value)) (fields.has(key) ? look : collect)(part);
    };
    collect(window.__answers);
    return [...new Set(faults)];
  }, Object.keys(engine));
}

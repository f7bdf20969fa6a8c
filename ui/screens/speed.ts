/** What is felt, measured inside the page: blank rows while scrolling, the answer to a search, the work of a snapshot. */
import type { Page } from "playwright-core";
import type { JobSnapshot } from "@/ipc";

export interface Scrolled {
  /** The longest time in which a row on screen had no text, milliseconds. */
  flingBlankMs: number;
  /** The same after each jump. */
  jumpsMs: number[];
  callsPerSecond: number;
}

const FLING_MS = 3_000;
const JUMPS = 24;
const TURNS = 5;
/** On a machine that does much else. */
const MOST_TURNS = 30;

/**
 * Three seconds at 8,000 pixels a second, then jumps as with the scroll bar. Each turn goes where none was before: what was
 * fetched once is remembered for a while, and would be there at once.
 */
export function scrollThrough(page: Page, testid: string, turn: number): Promise<Scrolled> {
  return page.evaluate(
    async ({ id, flingMs, jumpsAll, beyond }) => {
      const grid = document.querySelector(`[data-testid="${id}"]`);
      const box = grid?.querySelector<HTMLElement>("[data-scroller]");
      if (!grid || !box) throw new Error("no list");
      const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
      const blank = () => {
        const area = box.getBoundingClientRect();
        const shown = [...grid.querySelectorAll('[data-kind="cells"], [data-kind="group"]')].filter((row) => {
          const place = row.getBoundingClientRect();
          return place.bottom > area.top && place.top < area.bottom;
        });
        return shown.length < Math.floor(area.height / 32) - 1;
      };
      const apart = box.scrollHeight / jumpsAll;
      box.scrollTop = (jumpsAll / 2 + beyond) * apart;
      while (blank()) await frame();
      const from = box.scrollTop;
      const calls = window.__calls.length;
      const began = performance.now();
      let since: number | null = null;
      let fling = 0;
      for (let now = began; now - began < flingMs; now = await frame()) {
        // By the clock: a page that draws fewer frames has to take larger steps.
        box.scrollTop = from + 8 * Math.max(0, performance.now() - began);
        await new Promise((done) => setTimeout(done));
        if (!blank()) since = null;
        else {
          since ??= performance.now();
          fling = Math.max(fling, performance.now() - since);
        }
      }
      const jumps: number[] = [];
      for (let step = 0; step < jumpsAll; step += 1) {
        box.scrollTop = (((step * 7) % jumpsAll) + beyond) * apart;
        const start = performance.now();
        await frame();
        while (blank() && performance.now() - start < 2_000) await frame();
        jumps.push(Math.round(performance.now() - start));
        await new Promise((done) => setTimeout(done, 100));
      }
      const seconds = (performance.now() - began) / 1000;
      return {
        flingBlankMs: Math.round(fling),
        jumpsMs: jumps,
        callsPerSecond: Math.round((window.__calls.length - calls) / seconds),
      };
    },
    { id: testid, flingMs: FLING_MS, jumpsAll: JUMPS, beyond: turn / (MOST_TURNS + 1) },
  );
}

/** From the last letter to the rows that answer, with the pause after typing. */
export function searchTime(page: Page, testid: string, text: string): Promise<number> {
  return page.evaluate(
    async ({ id, words }) => {
      const field = document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`);
      if (!field) throw new Error("no field");
      const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      const asked = () =>
        window.__calls.some((call) => JSON.stringify(call.args).includes(`"search":"${words}"`));
      write?.call(field, words);
      const start = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      // The fixtures find this many: what stands there from before is no answer.
      const answered = () =>
        document.querySelector('[aria-rowcount="39"]')?.querySelector('[data-kind="cells"]') != null;
      while (!asked() || !answered()) await new Promise((done) => requestAnimationFrame(done));
      return Math.round(performance.now() - start);
    },
    { id: testid, words: text },
  );
}

export interface Snapshots {
  /** What each of the thousand took, milliseconds. */
  tookMs: number[];
  callsPerSecond: number;
  largestBytes: number;
}

/** A thousand snapshots of a copy, one after the other; each from its arrival to the end of what React did about it. */
export function feedSnapshots(page: Page, first: JobSnapshot): Promise<Snapshots> {
  return page.evaluate(async (start) => {
    const task = () =>
      new Promise<void>((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done();
        channel.port2.postMessage(null);
      });
    const took: number[] = [];
    const calls = window.__calls.length;
    const began = performance.now();
    // Ten snapshots in three seconds of the page's clock: the graph has all of its five minutes to draw.
    const real = Date.now;
    const first = real();
    let largest = 0;
    for (let step = 0; step < 1_000; step += 1) {
      const snapshot = {
        ...start,
        bytes_done: start.bytes_done + step * 7e6,
        files_done: start.files_done + step,
        rate: start.rate + (step % 50) * 1e6,
        elapsed_s: start.elapsed_s + Math.floor(step / 10),
        drives: start.drives.map((line) => ({ ...line, bytes_done: line.bytes_done + step * 3e6 })),
      };
      largest = Math.max(largest, JSON.stringify(snapshot).length);
      Date.now = () => first + step * 300;
      const at = performance.now();
      window.__send({ type: "snapshot", snapshot });
      await task();
      took.push(performance.now() - at);
      // The browser draws between two snapshots, as it would.
      if (step % 5 === 0) await new Promise((done) => requestAnimationFrame(done));
    }
    Date.now = real;
    return {
      tookMs: took.map((each) => Math.round(each * 10) / 10),
      callsPerSecond: Math.round((window.__calls.length - calls) / ((performance.now() - began) / 1000)),
      largestBytes: largest,
    };
  }, first);
}

/** Other work on the machine only ever adds time: of the same work done several times, the least is what it costs. */
export function least(times: number[][]): number[] {
  return (times[0] ?? []).map((_, step) =>
    Math.min(...times.map((one) => one[step] ?? Number.POSITIVE_INFINITY)),
  );
}

export async function several<T>(measure: (turn: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) all.push(await measure(turn));
  return all;
}

/** Measures until all of it together is good enough, and at last answers with what there is. */
export async function till<T>(
  good: (all: T[]) => boolean,
  measure: (turn: number) => Promise<T>,
): Promise<T[]> {
  const all: T[] = [];
  while (all.length < MOST_TURNS && !good(all)) all.push(await measure(all.length));
  return all;
}

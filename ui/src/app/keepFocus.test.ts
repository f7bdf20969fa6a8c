/** What works disables its button for a moment, and may be ready before anybody looks after the focus. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFocus } from "./keepFocus";

let stop: () => void;

beforeEach(() => {
  // Nothing is laid out here.
  vi.spyOn(HTMLElement.prototype, "getClientRects").mockReturnValue([{}] as unknown as DOMRectList);
  document.body.innerHTML =
    "<main><h1 tabindex='-1'>Archive</h1><button id='other'></button><button id='act'></button></main>";
  stop = keepFocus();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

const button = () => document.getElementById("act") as HTMLButtonElement;
/** As long as an observer, or a frame with what comes after it, takes to be heard. */
const soon = () => new Promise((done) => setTimeout(done));

/** As long as a busy machine needs. */
const again = () => vi.waitFor(() => expect(document.activeElement).toBe(button()), { timeout: 50_000 });

test("a button that is ready again before the focus is handed on has it again", async () => {
  button().focus();
  button().disabled = true;
  await Promise.resolve();
  button().disabled = false;
  button().blur();
  await again();
}, 60_000);

test("also if it loses the focus only when it is ready again", async () => {
  button().focus();
  button().disabled = true;
  await Promise.resolve();
  button().disabled = false;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await soon();
  button().blur();
  await again();
}, 60_000);

test("a click beside everything is no loss", async () => {
  button().focus();
  button().blur();
  await soon();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  expect(document.activeElement).toBe(document.body);
});

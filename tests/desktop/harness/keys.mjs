// The window by its keys alone: where the focus is, whether one sees it, and how one gets somewhere.
import assert from "node:assert/strict";
import { until } from "./processes.mjs";

const by = (testid) => `[data-testid="${testid}"]`;

/** The keys that are no letters, as WebDriver names them. */
const codes = {
  Shift: "\uE008", Control: "\uE009", Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", Space: " ",
  PageUp: "\uE00E", PageDown: "\uE00F", End: "\uE010", Home: "\uE011", Left: "\uE012", Up: "\uE013", Right: "\uE014", Down: "\uE015",
};

/** Runs in the page: what has the focus, and how it looks. */
function look() {
  const node = document.activeElement;
  const lost = !node || node === document.body || node === document.documentElement;
  const outlined = (each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    // A line of one pixel is less than one where everything is drawn larger.
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 0.4;
  };
  const row = node?.querySelector('[data-active="true"]');
  // A hidden radio shows its ring on its label; a grid on its row.
  const shown = [node, node?.nextElementSibling, node?.closest("label"), row].filter(Boolean);
  const place = (row ?? (node?.matches("input[type=radio]") ? node.nextElementSibling : node))?.getBoundingClientRect();
  const words = node?.getAttribute("aria-label") ?? node?.innerText ?? "";
  return {
    id: node?.getAttribute("data-testid") ?? "",
    what: node?.getAttribute("data-testid") ?? `${node?.tagName} ${words.slice(0, 40)}`,
    lost,
    heading: node?.tagName === "H1",
    over: !!node?.closest('[role="dialog"], [role="menu"], [role="listbox"]'),
    ring: shown.some(outlined),
    inView: !!place && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
  };
}

/** More stops than any screen has. */
const most = 120;

export function keyboard(page) {
  const focus = () => page.run(look);

  /** Presses keys together, "Control+k"; the driver answers when the page has heard them. Answers with where the focus then is. */
  async function key(names) {
    const keys = names.split("+").map((name) => codes[name] ?? name);
    const pressed = [...keys.map((value) => ({ type: "keyDown", value })), ...keys.toReversed().map((value) => ({ type: "keyUp", value }))];
    await page.command("POST", "/actions", { actions: [{ type: "key", id: "keys", actions: pressed }] });
    // What follows a key is drawn with the next frame.
    return page.run(`() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))).then(${look})`);
  }

  /** Letters into the field that has the focus. */
  async function type(text) {
    for (const letter of text) await key(letter);
    await until(`"${text}" is written`, () => page.run((wanted) => document.activeElement?.value?.endsWith(wanted), text));
  }

  /** Goes on with Tab till that has the focus; each stop on the way is seen and in view. */
  async function tabTo(testid, { back = false } = {}) {
    const trail = [];
    let round = 0;
    for (let turn = 0; turn < most && round < 2; turn += 1) {
      const at = await key(back ? "Shift+Tab" : "Tab");
      trail.push(at.what);
      // From the last stop the way leads round by the window itself: once, else there is a hole in it.
      if (at.lost) round += 1;
      if (at.lost) continue;
      const now = await stop(at, trail);
      if (now.id === testid) return;
    }
    assert.fail(`${testid} is not reached by Tab: ${trail.join(" → ")}`);
  }

  /** Waits till one sees where the focus is: a list scrolls to it a frame later, and the screen may be drawn anew under it. */
  async function stop(at, trail) {
    let now = at;
    const isSeen = () => !now.lost && (now.what !== at.what || ((now.ring || now.heading) && now.inView));
    if (isSeen()) return now;
    await until(`the focus on ${at.what} is seen`, async () => {
      now = await focus();
      return isSeen();
    }).catch((error) => {
      throw new Error(`${error.message}: ${JSON.stringify(now)}; ${trail.join(" → ")}`);
    });
    return now;
  }

  /** Goes there and presses it, when it can be pressed. */
  async function go(testid, { with: name = "Enter", ...options } = {}) {
    await until(`${testid} can be pressed`, () => page.run((selector) => {
      const node = document.querySelector(selector);
      return node !== null && !node.disabled;
    }, by(testid)));
    await tabTo(testid, options);
    await key(name);
    await somewhere(`after ${name} on ${testid}`);
  }

  const where = (why, wanted) => until(why, async () => wanted(await focus())).catch(async (error) => {
    throw new Error(`${error.message}; the focus is on ${JSON.stringify(await focus())}`);
  });
  const somewhere = (why) => where(`the focus is somewhere ${why}`, (now) => !now.lost);
  return {
    focus, key, type, tabTo, go,
    heading: (why) => where(why, (now) => now.heading),
    somewhere,
    on: (testid) => where(`the focus is on ${testid}`, (now) => now.id === testid),
    over: (why) => where(why, (now) => now.over),
    gone: (testid) => until(`${testid} is gone`, async () => (await page.find(by(testid))).length === 0),
  };
}

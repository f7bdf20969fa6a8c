// Steps of a person's way through the window, as the flow tests and the screenshots take them.
import { pause, until } from "./processes.mjs";
import { screen } from "./desktop.mjs";

const by = (testid) => `[data-testid="${testid}"]`;

/** Waits for a part of the screen. */
export function seen(page, testid, seconds = 180) {
  return until(`"${testid}" is shown`, async () => (await page.find(by(testid)))[0], seconds).catch(async (error) => {
    const shown = await page.run(() => `${location.hash}\n${document.body.innerText}`);
    throw new Error(`${error.message}; the window shows:\n${shown}`);
  });
}

/** Waits until a part of the screen shows these words; answers with all that it shows. */
export async function shows(page, testid, words) {
  let last = "";
  const read = (selector) => document.querySelector(selector)?.innerText ?? "";
  await until(`"${testid}" shows ${words}`, async () => words.test((last = await page.run(read, by(testid))))).catch((error) => {
    throw new Error(`${error.message}; it shows "${last}"`);
  });
  return last;
}

/**
 * Waits for a button that can be pressed, and presses it. `saying`: what it has to say first, for one whose act follows the
 * state of the job: a press before the window has heard of that state would do something else.
 */
export async function press(page, testid, { seconds = 180, saying = "" } = {}) {
  await seen(page, testid, seconds);
  const ready = (selector, words) => {
    const button = document.querySelector(selector);
    return Boolean(button) && !button.disabled && button.innerText.includes(words);
  };
  const what = saying ? `"${testid}" says "${saying}" and can be pressed` : `"${testid}" can be pressed`;
  await until(what, () => page.run(ready, by(testid), saying), seconds);
  await page.click(by(testid));
}

/** Goes on with a job that rests, from Live or from Results, whichever the window shows. */
export async function resume(page) {
  const either = ["resume", "results-resume"];
  const shown = await until("the window offers to go on", async () => {
    for (const testid of either) if (await count(page, testid)) return testid;
    return null;
  });
  await press(page, shown);
}

/** The jobs that run now, as the shell counts them. */
export const running = (page) => page.run(() => window.__TAURI_INTERNALS__.invoke("run_active"));

/**
 * Pauses the copy that comes next as soon as something is in that term of its sum ("copied", "failed"), or, for "bytes", as
 * soon as it moves any. From inside the page, armed beforehand: a press from outside may come when all is copied.
 */
export const pauseAt = (page, term) => page.run((wanted) => {
  const { invoke } = window.__TAURI_INTERNALS__;
  const look = async () => {
    const [now] = await invoke("run_active").catch(() => []);
    if (now?.paused === "user") return;
    const reached = wanted === "bytes" ? now?.bytes_done : now?.equation[wanted].files;
    if (now?.phase === "copy" && reached > 0) await invoke("run_pause", { id: now.job }).catch(() => {});
    // Again, till it is seen to be held: one wish may come between two runs.
    setTimeout(look, 20);
  };
  look();
}, term);

/** Waits until the run is held, and the window says so. */
export async function held(page) {
  await until("nothing moves any more", async () => (await running(page))[0]?.paused === "user");
  await until("the window offers to go on", async () => (await page.text(by("live-pause"))).includes("Go on"));
}

/** Waits until the run has put down what it had in hand and waits for room; answers with it. */
export const waitsForRoom = (page) => until("the run waits for room", async () => {
  const [now] = await running(page);
  return now?.paused === "full" && now.state === "paused" && now;
});

/** Opens a drive's page from the list of Drives, which also holds what else is connected to this machine. */
export async function openDrive(page, name) {
  const open = (called) => {
    const item = [...document.querySelectorAll('[data-testid="drive-item"]')].find((each) => each.innerText.includes(called));
    item?.click();
    return Boolean(item);
  };
  await until(`"${name}" is listed`, () => page.run(open, name));
  const selector = by("drive-detail");
  await until(`the page of "${name}" is shown`, () => page.run((detail, called) => document.querySelector(detail)?.getAttribute("aria-label") === called, selector, name));
}

/** Waits until no job runs any more. */
export const idle = (page) => until("the run has ended", async () => (await running(page)).length === 0, 180);

export const count = async (page, testid) => (await page.find(by(testid))).length;
export const headline = (page) => page.text("h1");

/** Waits until the address in the window ends like this. */
export function arrived(page, place, seconds = 180) {
  const there = (end) => location.hash.split("?")[0].endsWith(end);
  return until(`the screen ${place} opens`, () => page.run(there, place), seconds).catch(async (error) => {
    const shown = await page.run(() => `${location.hash}\n${document.body.innerText}`);
    throw new Error(`${error.message}; the window shows:\n${shown}`);
  });
}

/** Waits for the sentence at the top of the screen. */
export async function says(page, sentence, seconds = 180) {
  let last = "";
  await until("the headline", async () => sentence.test((last = await headline(page))), seconds).catch(() => {
    throw new Error(`the headline is "${last}", not ${sentence}`);
  });
}

/** Drags folders from another program's window and drops them on ours, at a screen that does not take them by itself. */
export async function drop(desktop, app, paths) {
  const at = { x: screen.width - 130, y: screen.height - 70 };
  const geometry = await desktop.xdotool("getwindowgeometry", "--shell", app.window);
  const [, x, y, width, height] = geometry.match(/X=(-?\d+)\s+Y=(-?\d+)\s+WIDTH=(\d+)\s+HEIGHT=(\d+)/).map(Number);
  const middle = { x: x + Math.round(width / 2), y: y + Math.round(height / 2) };
  const source = await desktop.dragSource(paths, at);
  await takeHold(desktop, source, { x: at.x + 60, y: at.y + 30 });
  // The target learns of it while the pointer moves.
  for (const share of [0.05, 0.5, 0.9, 0.97, 1]) {
    await desktop.xdotool(
      "mousemove",
      Math.round(at.x + 60 + (middle.x - at.x - 60) * share),
      Math.round(at.y + 30 + (middle.y - at.y - 30) * share),
    );
    await pause(80);
  }
  let step = 0;
  await until("the window takes the drag", async () => {
    step += 1;
    await desktop.xdotool("mousemove", middle.x + (step % 2), middle.y);
    return source.said.includes("drag accepted") && count(app.page, "drop-curtain");
  });
  await desktop.xdotool("mouseup", 1);
  await until("the drag has ended", () => source.said.includes("drag ended"));
}

/** Presses on what can be dragged and moves till the drag has begun; its window may not be under the pointer at once. */
async function takeHold(desktop, source, at) {
  await until("the drag begins", async () => {
    await desktop.xdotool("mousemove", at.x, at.y);
    await desktop.xdotool("mousedown", 1);
    // A drag begins after a few pixels.
    let step = 0;
    const began = await until("a drag", async () => {
      step += 1;
      await desktop.xdotool("mousemove", at.x - (step % 24), at.y);
      return source.said.includes("drag began");
    }, 15).catch(() => false);
    if (!began) await desktop.xdotool("mouseup", 1);
    return began;
  });
}

/** From the first step of New job, with its drives, to the plan. */
export async function toThePlan(page, seconds = 180) {
  await seen(page, "wizard-drives");
  await press(page, "next");
  await press(page, "add-archive");
  await seen(page, "archive-card");
  await press(page, "next");
  // The button of the step before looks the same.
  await seen(page, "wizard-options");
  await press(page, "next");
  await press(page, "review-start");
  await arrived(page, "/plan", seconds);
  await seen(page, "plan-copy");
}

/** Asks the window to close, as the button in its title bar does, and again if a busy machine lost the key. */
export const closeWindow = (desktop, app, followed) => until("the window heard that it is to close", async () => {
  if (await followed()) return true;
  await askToClose(desktop, app).catch(() => {});
  // Longer than the time in which a second wish to close is taken for impatience.
  return until("it follows", followed, 25).catch(() => false);
});

async function askToClose(desktop, app) {
  await desktop.xdotool("windowactivate", "--sync", app.window);
  // To the window manager, which asks the window; a key sent to the window itself would pass it by.
  await desktop.xdotool("key", "--clearmodifiers", "alt+F4");
}

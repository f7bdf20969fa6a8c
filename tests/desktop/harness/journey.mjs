// Steps of a person's way through the window, as the flow tests and the screenshots take them.
import { pause, until } from "./processes.mjs";
import { screen } from "./desktop.mjs";

const by = (testid) => `[data-testid="${testid}"]`;

/** Waits for a part of the screen. */
export function seen(page, testid, seconds = 20) {
  return until(`"${testid}" is shown`, async () => (await page.find(by(testid)))[0], seconds).catch(async (error) => {
    const shown = await page.run(() => `${location.hash}\n${document.body.innerText}`);
    throw new Error(`${error.message}; the window shows:\n${shown}`);
  });
}

/** Waits for a button that can be pressed, and presses it. */
export async function press(page, testid, seconds = 20) {
  await seen(page, testid, seconds);
  const ready = (selector) => {
    const button = document.querySelector(selector);
    return Boolean(button) && !button.disabled;
  };
  await until(`"${testid}" can be pressed`, () => page.run(ready, by(testid)), seconds);
  await page.click(by(testid));
}

export const count = async (page, testid) => (await page.find(by(testid))).length;
export const headline = (page) => page.text("h1");

/** Waits until the address in the window ends like this. */
export function arrived(page, place, seconds = 60) {
  const there = (end) => location.hash.split("?")[0].endsWith(end);
  return until(`the screen ${place} opens`, () => page.run(there, place), seconds).catch(async (error) => {
    const shown = await page.run(() => `${location.hash}\n${document.body.innerText}`);
    throw new Error(`${error.message}; the window shows:\n${shown}`);
  });
}

/** Waits for the sentence at the top of the screen. */
export async function says(page, sentence, seconds = 10) {
  let last = "";
  await until("the headline", async () => sentence.test((last = await headline(page))), seconds).catch(() => {
    throw new Error(`the headline is "${last}", not ${sentence}`);
  });
}

/** Drags folders from another program's window and drops them on ours. */
export async function drop(desktop, app, paths) {
  const at = { x: screen.width - 130, y: screen.height - 70 };
  const geometry = await desktop.xdotool("getwindowgeometry", "--shell", app.window);
  const [, x, y, width, height] = geometry.match(/X=(-?\d+)\s+Y=(-?\d+)\s+WIDTH=(\d+)\s+HEIGHT=(\d+)/).map(Number);
  const middle = { x: x + Math.round(width / 2), y: y + Math.round(height / 2) };
  const source = await desktop.dragSource(paths, at);
  await desktop.xdotool("mousemove", at.x + 60, at.y + 30);
  await pause(200);
  await desktop.xdotool("mousedown", 1);
  // A drag begins after a few pixels, and the target learns of it while the pointer moves.
  for (const share of [0.01, 0.05, 0.5, 0.9, 0.97, 1]) {
    await desktop.xdotool(
      "mousemove",
      Math.round(at.x + 60 + (middle.x - at.x - 60) * share),
      Math.round(at.y + 30 + (middle.y - at.y - 30) * share),
    );
    await pause(80);
  }
  await desktop.xdotool("mouseup", 1);
  await until("the drag has ended", () => source.said.includes("drag ended"));
}

/** From the first step of New job, with its drives, to the plan. */
export async function toThePlan(page, seconds = 60) {
  await press(page, "next");
  await press(page, "add-archive");
  await seen(page, "archive-card");
  await press(page, "next");
  await press(page, "next");
  await press(page, "review-start");
  await arrived(page, "/plan", seconds);
  await seen(page, "plan-copy");
}

/** Asks the window to close, as the button in its title bar does. */
export async function closeWindow(desktop, app) {
  await desktop.xdotool("windowactivate", "--sync", app.window);
  // To the window manager, which asks the window; a key sent to the window itself would pass it by.
  await desktop.xdotool("key", "--clearmodifiers", "alt+F4");
}

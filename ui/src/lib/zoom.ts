/** How large everything in the window is drawn: the steps of it, and the way from one to the next. The shell draws. */
import type { Settings } from "@/ipc";
import { keys, queryClient } from "./query";
import { changeSettings } from "./settings";

/** Percent. */
export const ZOOM_STEPS = [80, 90, 100, 110, 125, 150, 175, 200];
const USUAL = 100;

export type ZoomWish = "larger" | "smaller" | "usual";

/** The step after that one; the last again at an end. */
export function zoomAfter(now: number, wish: ZoomWish): number {
  if (wish === "usual") return USUAL;
  const beyond =
    wish === "larger" ? ZOOM_STEPS.find((step) => step > now) : ZOOM_STEPS.findLast((step) => step < now);
  return beyond ?? now;
}

/** Told to the shell and kept by it. The page knows at once, so that the next key goes on from there. */
export function zoom(wish: ZoomWish): void {
  const now = queryClient.getQueryData<Settings>(keys.settings);
  if (!now) return;
  const next = zoomAfter(now.zoom, wish);
  if (next !== now.zoom) changeSettings({ zoom: next });
}

/** By what is printed on the key: plus and minus stand elsewhere on other keyboards, and often need Shift. */
const WISHES: Record<string, ZoomWish> = {
  "+": "larger",
  "=": "larger",
  "-": "smaller",
  _: "smaller",
  "0": "usual",
};

/** What a key asks for, if anything. */
export function zoomWish(
  key: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
): ZoomWish | undefined {
  return (key.ctrlKey || key.metaKey) && !key.altKey ? WISHES[key.key] : undefined;
}

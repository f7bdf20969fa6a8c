/** What a screen reader is told beside what it finds by itself. One place speaks, so that no word cuts off another. */
import { create } from "zustand";

export const useAloud = create<{ words: string }>(() => ({ words: "" }));

export function sayAloud(words: string): void {
  if (words) useAloud.setState({ words });
}

const BETWEEN_MS = 30_000;

/** How often progress is worth a word: each step at once, each tenth of it at most every 30 seconds. */
export class Pace {
  private step = "";
  private tenth = -1;
  private at = 0;

  due(step: string, tenth: number, now = Date.now()): "step" | "tenth" | null {
    const isNew = step !== this.step;
    if (!isNew && (tenth <= this.tenth || now - this.at < BETWEEN_MS)) return null;
    this.step = step;
    this.tenth = tenth;
    this.at = now;
    return isNew ? "step" : "tenth";
  }

  /** The next step is new, whatever it is called. */
  restart(): void {
    this.step = "";
  }
}

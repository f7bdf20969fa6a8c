// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { Phase } from "@/ipc";
import { graphOf, niceStep } from "./graphShape";
import { screenAfter } from "./useAfterRun";

const PLOT = { left: 0, right: 300, top: 0, bottom: 100 };

describe("the graph", () => {
  test.each([
    [210, 100],
    [68, 50],
    [9, 5],
    [0, 0.5],
    [1_900, 1_000],
  ])("a peak of %d MB/s has lines every %d", (peak, step) => expect(niceStep(peak)).toBeCloseTo(step));

  test("time runs from left to right, and the numbers are those of the points", () => {
    const end = 1_000_000;
    const shape = graphOf(
      [
        { at: end - 300_000, rate: 200e6 },
        { at: end - 150_000, rate: 100e6 },
        { at: end, rate: 0 },
      ],
      [{ at: end - 150_000, drive: "Card", what: "missing" }],
      end,
      PLOT,
    );
    expect(shape.line).toBe("M0.0 0.0L150.0 50.0L300.0 100.0");
    expect(shape.marks[0]?.x).toBe(150);
    expect(shape).toMatchObject({ now: 0, peak: 200e6, average: 100e6 });
  });

  test.each([
    [5_000, 1],
    [60_000, 1],
    [61_000, 2],
    [130_000, 5],
    [300_000, 5],
  ])("after %d ms it spans %d minutes, from its first point on", (age, minutes) => {
    const end = 1_000_000;
    const points = [
      { at: end - age, rate: 50e6 },
      { at: end, rate: 50e6 },
    ];
    const shape = graphOf(points, [], end, PLOT);
    expect(shape.minutes).toBe(minutes);
    const start = 300 * (1 - age / (minutes * 60_000));
    expect(shape.line.startsWith(`M${start.toFixed(1)} `), shape.line).toBe(true);
  });

  test("no points, no lines, no faults", () => {
    expect(graphOf([], [], 0, PLOT)).toMatchObject({ line: "", area: "", now: 0, average: 0, peak: 0 });
  });
});

describe("after a run the screen that answers opens", () => {
  const run = (
    state: "ready" | "completed" | "interrupted" | "failed",
    exitCode: number,
    until: Phase = "summary",
  ) => ({
    snapshot: null,
    graph: [],
    marks: [],
    attention: [],
    starting: false,
    restarting: false,
    until,
    finished: { state, verdict: "", exitCode },
  });

  test("a plan after looking, results after copying, neither after an error", () => {
    expect(screenAfter(run("ready", 0))).toBe("/job/$id/plan");
    expect(screenAfter(run("completed", 0))).toBe("/job/$id/results");
    expect(screenAfter(run("completed", 0, "plan")), "nothing was new: the plan says so").toBe(
      "/job/$id/plan",
    );
    expect(screenAfter(run("failed", 3))).toBeNull();
    expect(screenAfter(run("interrupted", 3)), "the reason stays in view").toBeNull();
    expect(screenAfter(undefined)).toBeNull();
  });
});

/** What is said of the time left: nothing at first, a rounded number, and never a number that stands still. */
import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import type { JobSnapshot } from "@/ipc";
import "@/locales";
import { SNAPSHOT } from "../../../screens/fixtures/live";
import { Figure } from "./Figure";

function said(change: Partial<JobSnapshot>, wide: boolean): string {
  const { container, unmount } = render(
    <MantineProvider>
      <Figure snapshot={{ ...SNAPSHOT, ...change }} wide={wide} />
    </MantineProvider>,
  );
  const text = (container.textContent ?? "").replace(/\u00a0/g, " ");
  unmount();
  return text;
}

test("the time left is of the whole job, rounded, and hidden in the first ten seconds", () => {
  expect(said({ eta_s: 2_817 }, true)).toContain("about 45 min");
  expect(said({ eta_s: 2_817 }, true)).toContain("to the end of the job");
  expect(said({ eta_s: 47 }, false)).toContain("about 45 s left");
  expect(said({ eta_s: null, elapsed_s: 4 }, true)).toContain("shown after 10 seconds");
  expect(said({ eta_s: null, elapsed_s: 4 }, false)).not.toContain("left");
});

test("where nothing moves, that is said instead of a number", () => {
  const stalled = { eta_s: null, stalled_s: 41, rate: 0 };
  expect(said(stalled, true)).toContain("stalled 40 s");
  expect(said(stalled, true)).toContain("on MVI_4513.MOV");
  expect(said({ ...stalled, current: [] }, true)).toContain("nothing moves");
  expect(said(stalled, false)).toContain("stalled 40 s");
  for (const wide of [true, false]) expect(said(stalled, wide)).not.toContain("about");
});

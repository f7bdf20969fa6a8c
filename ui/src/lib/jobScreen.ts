/** Where a job stands, as the address of the screen that shows it. */
import type { JobState, Phase } from "@/ipc";

export interface JobPlace {
  id: string;
  state: JobState;
  phase: Phase | null;
}

type Screen = "/job/$id/edit" | "/job/$id/plan" | "/job/$id/live" | "/job/$id/results";

const BEFORE_COPY: (Phase | null)[] = ["analyze", "pool", "checksum", null];

export function jobScreen(job: JobPlace): { to: Screen; params: { id: string } } {
  return { to: screenOf(job), params: { id: job.id } };
}

function screenOf({ state, phase }: JobPlace): Screen {
  switch (state) {
    case "draft":
      return "/job/$id/edit";
    case "ready":
      return phase === "plan" ? "/job/$id/plan" : "/job/$id/live";
    case "running":
    case "paused":
      return "/job/$id/live";
    case "completed":
    case "completed_with_errors":
      return "/job/$id/results";
    case "interrupted":
      return BEFORE_COPY.includes(phase)
        ? "/job/$id/live"
        : phase === "plan"
          ? "/job/$id/plan"
          : "/job/$id/results";
    case "failed":
      return "/job/$id/live";
  }
}

export function isUnfinished(state: JobState): boolean {
  return state !== "completed" && state !== "completed_with_errors";
}

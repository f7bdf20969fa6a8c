/** When a run ends, the screen that answers opens: the plan, or the results. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Run } from "@/lib/runStore";

type After = "/job/$id/plan" | "/job/$id/results" | null;

export function screenAfter(run: Run | undefined): After {
  const end = run?.finished;
  if (!run || !end || run.restarting) return null;
  // A plan in which nothing is new is complete, too: it is still the plan that was asked for.
  const looked = run.until === "plan" || (run.until === null && !run.snapshot?.phases_done.includes("plan"));
  if (end.state === "completed" || end.state === "completed_with_errors") {
    return looked ? "/job/$id/plan" : "/job/$id/results";
  }
  if (end.state === "ready") return "/job/$id/plan";
  const copied = (run.snapshot?.equation.copied.files ?? 0) > 0;
  return end.state === "interrupted" && end.exitCode === 130 && copied ? "/job/$id/results" : null;
}

export function useAfterRun(id: string, run: Run | undefined): void {
  const navigate = useNavigate();
  const to = screenAfter(run);
  useEffect(() => {
    if (to) void navigate({ to, params: { id }, replace: true });
  }, [to, id, navigate]);
}

/** Which words a phase has: several that are one to the eye share theirs. */
import type { JobSnapshot } from "@/ipc";

type Now = JobSnapshot["phase"] | undefined;

export function lookKey(phase: Now): "analyze" | "compare" | "plan" {
  const now = phase ?? "analyze";
  return now === "analyze" || now === "plan" ? now : "compare";
}

export function copyKey(phase: Now): "copy" | "verify" | "summary" {
  return phase === "copy" || phase === "summary" ? phase : "verify";
}

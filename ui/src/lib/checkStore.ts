/** Looks that take a while and are no job: which one runs, for what, and how far it is. */
import { create } from "zustand";
import { asProblem, type CheckKind, type CheckProgress, call } from "@/ipc";

interface RunningCheck {
  /** What is looked at; empty if another window life began it. */
  subject: string;
  progress: CheckProgress | null;
}

interface Checks {
  running: Partial<Record<CheckKind, RunningCheck>>;
}

export const useChecks = create<Checks>(() => ({ running: {} }));

function set(check: CheckKind, next: RunningCheck | undefined): void {
  useChecks.setState(({ running }) => {
    const { [check]: _was, ...others } = running;
    return { running: next ? { ...others, [check]: next } : others };
  });
}

/** Runs one and keeps it in view, also on other screens, until it ends. Null if it was stopped. */
export async function runCheck<T>(
  check: CheckKind,
  subject: string,
  act: () => Promise<T>,
): Promise<T | null> {
  set(check, { subject, progress: null });
  try {
    return await act();
  } catch (error) {
    if (asProblem(error).code === "stopped") return null;
    throw error;
  } finally {
    set(check, undefined);
  }
}

export function takeCheck(progress: CheckProgress): void {
  const now = useChecks.getState().running[progress.check];
  // The last words of a look may arrive after its answer.
  if (now) set(progress.check, { ...now, progress });
}

export function stopCheck(check: CheckKind): void {
  void call("check_stop", { check }).catch((error: unknown) => console.error("check_stop", error));
}

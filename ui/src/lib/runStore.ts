/** What running jobs say, newest first come: snapshots replace, events are kept, rates make the graph. */
import { create } from "zustand";
import {
  asProblem,
  call,
  type DriveWork,
  type JobEvent,
  type JobSnapshot,
  type JobState,
  type Phase,
  type Problem,
  type RunMessage,
  startRun,
  type Words,
  watchRun,
} from "@/ipc";
import { fetchAnew, keys, outdated, queryClient } from "./query";

const GRAPH_MS = 5 * 60_000;
const KEPT_EVENTS = 500;

export interface GraphPoint {
  at: number;
  rate: number;
}

/** A moment worth a line in the graph: a drive went away, or was read to its end. */
export interface GraphMark {
  at: number;
  drive: string;
  what: "missing" | "finished" | "full";
}

export interface Run {
  snapshot: JobSnapshot | null;
  graph: GraphPoint[];
  marks: GraphMark[];
  attention: Problem[];
  finished: { state: JobState; verdict: Words; exitCode: number } | null;
  starting: boolean;
  /** It is stopped only to go on at once, with something changed in between. */
  restarting: boolean;
  /** The last phase that was asked for; unknown after a reload. */
  until: Phase | null;
}

interface Runs {
  runs: Record<string, Run>;
}

const EMPTY: Run = {
  snapshot: null,
  graph: [],
  marks: [],
  attention: [],
  finished: null,
  starting: false,
  restarting: false,
  until: null,
};

export const useRuns = create<Runs>(() => ({ runs: {} }));

function change(id: string, next: (run: Run) => Run): void {
  useRuns.setState(({ runs }) => ({ runs: { ...runs, [id]: next(runs[id] ?? EMPTY) } }));
}

function newMarks(before: JobSnapshot | null, after: JobSnapshot, at: number): GraphMark[] {
  if (!before || before.phase !== after.phase) return [];
  return after.drives.flatMap((drive) => {
    const was = read(before.drives.find((other) => other.root === drive.root)?.work);
    const what = read(drive.work);
    const told = what === "missing" || what === "finished" || what === "full";
    return told && was !== undefined && was !== what ? [{ at, drive: drive.name, what }] : [];
  });
}

/** Read to its end, which is more than a moment later also written. */
function read(work: DriveWork | undefined): DriveWork | undefined {
  return work === "all_read" ? "finished" : work;
}

/** One point a second is as fine as the graph can show; the newest one follows every snapshot. */
function thinned(graph: GraphPoint[], since: number, now: number): GraphPoint[] {
  const kept = graph.filter((point) => point.at >= since && point.at <= now);
  const last = kept[kept.length - 1];
  const before = kept[kept.length - 2];
  if (last && before && last.at - before.at < 1_000) kept.pop();
  return kept;
}

/** The lists of jobs and drives were true of what the run did before. */
function hasTurned(before: JobSnapshot | null | undefined, after: JobSnapshot): boolean {
  return !before || before.phase !== after.phase || before.state !== after.state;
}

export function takeSnapshot(snapshot: JobSnapshot, now = Date.now()): void {
  if (hasTurned(useRuns.getState().runs[snapshot.job]?.snapshot, snapshot)) {
    outdated(keys.jobs);
    outdated(keys.known);
  }
  change(snapshot.job, (run) => {
    const since = now - GRAPH_MS;
    return {
      ...run,
      snapshot,
      starting: false,
      finished: snapshot.state === "running" || snapshot.state === "paused" ? null : run.finished,
      graph: [...thinned(run.graph, since, now), { at: now, rate: snapshot.rate }],
      marks: [...run.marks.filter((mark) => mark.at >= since), ...newMarks(run.snapshot, snapshot, now)],
    };
  });
}

/** Runs whose end was told, while what it has changed is fetched. */
const ending = new Set<string>();

/** The run is over for the screens when they have what it has made of jobs and drives: none shows its old state beside that. */
export async function takeEnd(id: string, state: JobState, verdict: Words, exitCode: number): Promise<void> {
  if (ending.has(id)) return;
  ending.add(id);
  // The verdict of an earlier run is not shown for a moment as if it were this one's.
  queryClient.removeQueries({ queryKey: keys.results(id), type: "inactive" });
  await Promise.allSettled([keys.jobs, keys.job(id), keys.known].map(fetchAnew));
  ending.delete(id);
  change(id, (run) => ({ ...run, starting: false, finished: { state, verdict, exitCode } }));
  outdated(keys.drives);
}

function takeEvent(id: string, event: JobEvent): void {
  if (event.kind === "attention") {
    change(id, (run) => ({ ...run, attention: [...run.attention, event.problem].slice(-KEPT_EVENTS) }));
  } else if (event.kind === "finished") {
    void takeEnd(id, event.state, event.verdict, event.exit_code);
  } else if (event.kind === "phase_finished" || event.kind === "state_changed") {
    outdated(keys.job(id));
  }
}

function take(id: string, message: RunMessage): void {
  if (message.type === "snapshot") takeSnapshot(message.snapshot);
  else takeEvent(id, message.event);
}

/** Starts a job's phases up to and with `until`; a refusal is thrown as a `Problem`. */
export function start(id: string, until: Phase): Promise<void> {
  return begin(id, until, EMPTY);
}

async function begin(id: string, until: Phase, from: Run): Promise<void> {
  change(id, () => ({ ...from, starting: true, until }));
  try {
    await startRun(id, until, (message) => take(id, message));
  } catch (refused) {
    change(id, () => EMPTY);
    throw refused;
  }
}

function ended(id: string): Promise<void> {
  return new Promise((resolve) => {
    const over = () => useRuns.getState().runs[id]?.finished != null;
    if (over()) {
      resolve();
      return;
    }
    const stop = useRuns.subscribe(() => {
      if (!over()) return;
      stop();
      resolve();
    });
  });
}

/** Stops a run safely, changes what only a resting job lets change, and goes on; what is copied stays copied. */
export async function restart(id: string, between: () => Promise<unknown> = async () => null): Promise<void> {
  const before = useRuns.getState().runs[id];
  change(id, (run) => ({ ...run, restarting: true }));
  try {
    if (isLive(before)) {
      // One that has just ended has nothing to stop; its end is on its way.
      await call("run_stop", { id }).catch((refused: unknown) => {
        if (asProblem(refused).code !== "not_running") throw refused;
      });
      await ended(id);
    }
    await between();
    // What was seen so far stays on the screen: it is the same job that goes on.
    const seen = useRuns.getState().runs[id] ?? EMPTY;
    await begin(id, "summary", { ...seen, finished: null, attention: [] });
  } finally {
    change(id, (run) => ({ ...run, restarting: false }));
  }
}

/** Attaches to a job that runs already, e.g. after a reload. Answers whether it runs. */
export async function attach(id: string): Promise<boolean> {
  const snapshot = await watchRun(id, (message) => take(id, message));
  if (snapshot) takeSnapshot(snapshot);
  return snapshot !== null;
}

export function isLive(run: Run | undefined): boolean {
  if (run?.restarting) return true;
  if (!run || run.finished) return false;
  // Its last snapshots say how it ended; then it still writes its reports.
  return run.starting || run.snapshot !== null;
}

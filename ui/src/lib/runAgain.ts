/** Ways to go on with a job after something went wrong: try failed files again, or do without a drive. */
import { asProblem, call, type Selection, type WayOn } from "@/ipc";
import { EVERY_FILE } from "./fileRows";
import { keys, outdated } from "./query";
import { isLive, restart, useRuns } from "./runStore";

const A_CALL = 500;

/** The run that is under way takes the files up; not when it is about to end, and not what needs another look. */
async function takenUp(id: string, selection: Selection | null): Promise<boolean> {
  if (!isLive(useRuns.getState().runs[id])) return false;
  try {
    const waiting = await call("job_retry", { id, selection });
    outdated(keys.job(id));
    return waiting > 0;
  } catch (refused) {
    if (asProblem(refused).code === "not_running") return false;
    throw refused;
  }
}

/** Failed files wait again, the given ones or all, and the job goes on. */
export async function retry(id: string, files?: number[]): Promise<void> {
  const selection = files ? { files, folders: [] } : null;
  if (await takenUp(id, selection)) return;
  try {
    await restart(id, () => call("job_retry", { id, selection }));
  } finally {
    // They wait again even if the run was refused: no list may go on calling them failed.
    outdated(keys.job(id));
  }
}

async function waitingOf(id: string, source: number): Promise<number[]> {
  const files: number[] = [];
  for (;;) {
    const query = { ...EVERY_FILE, source, term: "to_do" as const, offset: files.length, limit: A_CALL };
    const page = await call("job_files", { id, query });
    files.push(...page.rows.map((row) => row.id));
    if (page.rows.length === 0 || files.length >= page.total) return files;
  }
}

/** The run that is under way takes the answer; false if it is about to end, or there is none. */
async function answered(id: string, way: WayOn): Promise<boolean> {
  if (!isLive(useRuns.getState().runs[id])) return false;
  try {
    await call("run_answer", { id, way });
    return true;
  } catch (refused) {
    if (asProblem(refused).code === "not_running") return false;
    throw refused;
  }
}

/** What was away or full is there again, and is gone on with. */
export async function lookAgain(id: string): Promise<void> {
  if (!(await answered(id, { kind: "look_again" }))) await restart(id);
}

/** An archive leaves the job, with what was copied into it, and the others carry on. */
export async function goOnWithoutArchive(id: string, destination: number, path: string): Promise<void> {
  if (await answered(id, { kind: "without_archive", destination })) return;
  await restart(id, () => call("job_drop_archive", { id, path }));
}

/** What a drive still holds is left out, with the reason on record, and the rest goes on. */
export async function finishWithout(id: string, source: number, reason: string): Promise<void> {
  if (await answered(id, { kind: "without_source", source, reason })) return;
  await restart(id, async () => {
    const files = await waitingOf(id, source);
    if (files.length > 0) await call("job_leave_out", { id, selection: { files, folders: [] }, reason });
  });
}

/**
 * Another archive takes what the full one has no room for. What is in the full one counts as archived, so that nothing is
 * copied twice; the job is looked at anew with both, which only a resting job lets change.
 */
export async function goOnInto(id: string, full: string, other: string): Promise<void> {
  await restart(id, async () => {
    const { config } = await call("job_view", { id });
    const destinations = [...config.destinations, other];
    await call("job_update", { id, config: { ...config, destinations } });
    const { config: alone } = await call("job_drop_archive", { id, path: full });
    await call("job_update", { id, config: { ...alone, pools: [...alone.pools, full] } });
  });
}

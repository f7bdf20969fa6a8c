/** Ways to go on with a job after something went wrong: try failed files again, or do without a drive. */
import { asProblem, call, type Selection } from "@/ipc";
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

/** An archive leaves the job, with what was copied into it, and the others carry on. */
export function goOnWithoutArchive(id: string, path: string): Promise<void> {
  return restart(id, () => call("job_drop_archive", { id, path }));
}

/** What a drive still holds is left out, with the reason on record, and the rest goes on. */
export function finishWithout(id: string, source: number, reason: string): Promise<void> {
  return restart(id, async () => {
    const files = await waitingOf(id, source);
    if (files.length > 0) await call("job_leave_out", { id, selection: { files, folders: [] }, reason });
  });
}

/** Ways to go on with a job after something went wrong: try failed files again, or do without a drive. */
import { call } from "@/ipc";
import { EVERY_FILE } from "./fileRows";
import { restart } from "./runStore";

const A_CALL = 500;

/** Failed files wait again, the given ones or all, and the job goes on. */
export function retry(id: string, files?: number[]): Promise<void> {
  const selection = files ? { files, folders: [] } : null;
  return restart(id, () => call("job_retry", { id, selection }));
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

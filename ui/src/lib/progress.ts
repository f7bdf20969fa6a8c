/** How far a phase is: by bytes where there are any, else by files. */
import type { JobSnapshot } from "@/ipc";

export interface Share {
  part: number;
  all: number;
  by: "bytes" | "files";
}

export function progressOf(snapshot: JobSnapshot): Share {
  return snapshot.bytes_total > 0
    ? { part: snapshot.bytes_done, all: snapshot.bytes_total, by: "bytes" }
    : { part: snapshot.files_done, all: snapshot.files_total, by: "files" };
}

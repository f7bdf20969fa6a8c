/** Drives of the catalogue and those that are plugged in but were never scanned, by risk, red first. */
import { useQuery } from "@tanstack/react-query";
import { call, type DriveView, type KnownDrive, type SafeToWipe } from "@/ipc";
import { byName } from "@/lib/format";
import { type DriveRow, driveNow } from "@/lib/jobNow";
import { keys } from "@/lib/query";
import { useRuns } from "@/lib/runStore";

const RISK: Record<SafeToWipe, number> = { not_yet: 0, check_first: 1, safe: 2, never_scanned: 3 };

/** One drive of the list: several folders of a volume may be known as drives of their own. */
export function driveKey(drive: { volume: string; path: string }): string {
  return `${drive.volume} ${drive.path}`;
}

function unknown(drive: DriveView): KnownDrive {
  return {
    volume: drive.volume,
    path: "",
    weak: drive.weak,
    name: drive.name,
    connected: true,
    archive: false,
    mount_point: drive.mount_point,
    file_system: drive.file_system,
    capacity: drive.capacity,
    last_scan_ms: null,
    files: 0,
    bytes: 0,
    verdict: "never_scanned",
    why: "",
    job: null,
  };
}

export function mergeDrives(known: KnownDrive[], mounted: DriveView[]): KnownDrive[] {
  const volumes = new Set(known.map((drive) => drive.volume));
  const fresh = mounted.filter((drive) => !drive.archive && !volumes.has(drive.volume)).map(unknown);
  // An archive that was copied to another one has been a source too, and is no drive to wipe all the same.
  const drives = known.filter((drive) => !drive.archive);
  return byRisk([...drives, ...fresh]);
}

/** The answer that holds now: a running job may know more than the last look. */
export const verdictNow = (drive: DriveRow): SafeToWipe => drive.now?.verdict ?? drive.verdict;

function byRisk<D extends DriveRow>(drives: D[]): D[] {
  return drives.sort(
    (a, b) =>
      RISK[verdictNow(a)] - RISK[verdictNow(b)] ||
      Number(b.connected) - Number(a.connected) ||
      byName(a.name, b.name),
  );
}

export interface DriveRows {
  /** Undefined until both have answered: before, a drive that was looked at would be called never scanned. */
  rows: DriveRow[] | undefined;
  error: unknown;
  again: () => void;
}

export function useDriveRows(): DriveRows {
  const known = useQuery({ queryKey: keys.known, queryFn: () => call("drives_known") });
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });
  const runs = useRuns((state) => state.runs);
  // What is known is known also where nobody can tell what is plugged in.
  const plugged = mounted.data ?? (mounted.error ? [] : undefined);
  const drives = known.data && plugged && mergeDrives(known.data, plugged);
  return {
    rows: drives && byRisk(drives.map((drive) => driveNow(drive, jobs.data ?? [], runs))),
    error: known.error,
    again: () => void known.refetch(),
  };
}

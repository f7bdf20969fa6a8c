// @vitest-environment node
import { expect, test } from "vitest";
import type { DriveView, KnownDrive, SafeToWipe } from "@/ipc";
import { mergeDrives } from "./driveRows";

const known = (volume: string, verdict: SafeToWipe): KnownDrive => ({
  volume,
  path: "",
  weak: false,
  name: volume,
  connected: false,
  archive: false,
  mount_point: null,
  file_system: "",
  capacity: 0,
  last_scan_ms: null,
  files: 0,
  bytes: 0,
  verdict,
  why: "",
  job: null,
});

const mounted = (volume: string, archive: boolean): DriveView => ({
  volume,
  weak: false,
  name: volume,
  mount_point: `/${volume}`,
  file_system: "",
  capacity: 0,
  free: 0,
  removable: true,
  rotational: false,
  read_only: false,
  archive,
  last_scan_ms: null,
});

test("drives stand by risk, red first; archives are not drives to wipe; a new one is never scanned", () => {
  const rows = mergeDrives(
    [
      known("safe", "safe"),
      known("red", "not_yet"),
      known("amber", "check_first"),
      { ...known("vault", "check_first"), archive: true },
      { ...known("disk", "safe"), path: "Archive", archive: true },
    ],
    [mounted("red", false), mounted("new", false), mounted("vault", true)],
  );
  expect(rows.map((row) => `${row.volume} ${row.verdict}`)).toEqual([
    "red not_yet",
    "amber check_first",
    "safe safe",
    "new never_scanned",
  ]);
});

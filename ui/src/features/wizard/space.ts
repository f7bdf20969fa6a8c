/** How much could come at most, and whether it fits: the worst case, before anything was looked at. */
import type { DriveView, FolderView, JobConfig } from "@/ipc";

export interface MostThatComes {
  /** Bytes in use on the drives; null if a folder of a larger drive is among them. */
  bytes: number | null;
}

export function mostThatComes(sources: FolderView[], mounted: DriveView[]): MostThatComes {
  const volumes = new Map<string, number>();
  for (const source of sources) {
    const whole = mounted.some((drive) => drive.mount_point === source.path);
    if (!whole || source.capacity === 0) return { bytes: null };
    volumes.set(source.volume || source.path, source.capacity - source.free);
  }
  return { bytes: [...volumes.values()].reduce((a, b) => a + b, 0) };
}

export interface Room {
  used: number;
  most: number | null;
  after: number | null;
  mayNotFit: boolean;
}

export function roomOn(archive: FolderView, most: number | null): Room {
  const used = Math.max(0, archive.capacity - archive.free);
  if (most === null) return { used, most, after: null, mayNotFit: false };
  const after = archive.free - most;
  return { used, most, after: Math.max(0, after), mayNotFit: after < 0 };
}

/** What everyone knows of a file system; the engine says the rest after its write test. */
export function limitOf(fileSystem: string): "fat" | "exfat" | "keeps" | null {
  const name = fileSystem.toLowerCase();
  if (name === "exfat") return "exfat";
  if (name === "vfat" || name === "msdos" || name.startsWith("fat")) return "fat";
  return ["ext2", "ext3", "ext4", "xfs", "btrfs", "apfs", "zfs", "f2fs", "hfs", "ntfs", "ntfs3"].includes(
    name,
  )
    ? "keeps"
    : null;
}

export function foldersOf(paths: string[], folders: Record<string, FolderView>): FolderView[] {
  return paths.map(
    (path) =>
      folders[path] ?? {
        path,
        name: path.split(/[/\\]/).filter(Boolean).pop() ?? path,
        volume: "",
        fileSystem: "",
        capacity: 0,
        free: 0,
        isDirectory: true,
        readable: true,
        writable: true,
        archive: false,
        overlap: null,
        lastScanMs: null,
      },
  );
}

/** Why a role cannot be played by this path; null if it can. */
export function conflict(path: string, config: JobConfig): "source" | "destination" | null {
  if (config.sources.includes(path)) return "source";
  return config.destinations.includes(path) ? "destination" : null;
}

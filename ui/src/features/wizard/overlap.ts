/** Where the folders of a new job lie in one another, or are one drive under two names. Pure, so that it can be tested. */
import type { FolderView, JobConfig } from "@/ipc";
import { lastPart } from "@/lib/paths";

export interface Overlap {
  /** `inSource`: its files come in already. `inArchive`: it never counts as archive. `same`: the very same drive. */
  kind: "same" | "inSource" | "inArchive";
  name: string;
}

/** `/vol` is not above `/vol2`; drives of Windows know no upper and lower case. */
function liesIn(path: string, other: string): boolean {
  const trimmed = other.replace(/[/\\]+$/, "");
  const same = (a: string, b: string) =>
    /^[A-Za-z]:/.test(b) ? a.toLowerCase() === b.toLowerCase() : a === b;
  const next = path[trimmed.length];
  return (
    same(path.slice(0, trimmed.length), trimmed) && (next === undefined || next === "/" || next === "\\")
  );
}

/** The whole of a volume that is mounted twice: same identity, size and free space, and neither lies in the other. */
function isSameDrive(one: FolderView, other: FolderView | undefined, wholes: ReadonlySet<string>): boolean {
  return (
    other !== undefined &&
    one.volume !== "" &&
    one.volume === other.volume &&
    wholes.has(one.path) &&
    wholes.has(other.path)
  );
}

/** What of the job's other folders a source overlaps; null if it stands alone. Of two that are one, the later one is told. */
export function overlapOf(
  folder: FolderView,
  config: JobConfig,
  folders: Record<string, FolderView>,
  wholes: ReadonlySet<string> = new Set(),
): Overlap | null {
  const name = (path: string) => folders[path]?.name ?? lastPart(path);
  const earlier = config.sources.slice(0, config.sources.indexOf(folder.path));
  const twin = earlier.find((path) => isSameDrive(folder, folders[path], wholes));
  if (twin) return { kind: "same", name: name(twin) };
  const around = config.sources.find((path) => path !== folder.path && liesIn(folder.path, path));
  if (around) return { kind: "inSource", name: name(around) };
  const archive = [...config.destinations, ...config.pools].find((path) => liesIn(folder.path, path));
  if (archive) return { kind: archive === folder.path ? "same" : "inArchive", name: name(archive) };
  return folder.overlap ? { kind: "inSource", name: name(folder.overlap) } : null;
}

/** The source that an archive lies in: it is left out of what comes in. */
export function sourceAround(
  archive: FolderView,
  config: JobConfig,
  folders: Record<string, FolderView>,
): string | undefined {
  const around = config.sources.find((path) => path !== archive.path && liesIn(archive.path, path));
  return around === undefined ? undefined : (folders[around]?.name ?? lastPart(around));
}

/** The sources on an archive's own volume: a copy there would go with the original. */
export function besideOf(
  archive: FolderView,
  config: JobConfig,
  folders: Record<string, FolderView>,
): string[] {
  if (archive.volume === "") return [];
  const beside = config.sources.filter((path) => folders[path]?.volume === archive.volume);
  return beside.map((path) => folders[path]?.name ?? lastPart(path));
}

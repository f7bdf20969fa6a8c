/** The job that is being put together. A new one is kept in the window's own storage until the engine makes it a job. */
import { create } from "zustand";
import { call, type DriveView, type FolderView, type JobConfig, type JobView } from "@/ipc";

const STORED = "ingather.draft";

export interface DraftFolder extends FolderView {
  /** Nothing is there at the moment: its drive is unplugged, or the folder is gone. */
  away?: boolean;
}

interface Draft {
  /** The job that is being changed; null for a new one. */
  jobId: string | null;
  /** It has begun: folders leave it by their own command, and everything else is only added. */
  begun: boolean;
  config: JobConfig;
  /** What is known of each path in `config`. */
  folders: Record<string, DraftFolder>;
  savedMs: number | null;
}

export const FRESH: JobConfig = {
  name: "",
  sources: [],
  destinations: [],
  pools: [],
  verify: "deep",
  layout: "drive",
  exclude: [],
  include: [],
  junk: "keep",
  repeats: "leave-out",
  clashes: "keep-both",
  checksums: [],
  exact_plan: false,
  fill: false,
  threads: 0,
};

const EMPTY: Draft = { jobId: null, begun: false, config: FRESH, folders: {}, savedMs: null };

function stored(): Draft {
  try {
    const text = localStorage.getItem(STORED);
    if (!text) return EMPTY;
    const kept = JSON.parse(text) as Partial<Draft>;
    return { ...EMPTY, ...kept, jobId: null, begun: false, config: { ...FRESH, ...kept.config } };
  } catch {
    return EMPTY;
  }
}

export const useDraft = create<Draft>(() => stored());

function keep(draft: Draft): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(draft));
  } catch (error) {
    console.error("the draft could not be kept", error);
  }
}

/** Changes the configuration; a new job is kept at once, an existing one is saved by its screen. */
export function change(part: Partial<JobConfig>, seen: FolderView[] = []): void {
  useDraft.setState((draft) => {
    const folders = { ...draft.folders };
    for (const folder of seen) folders[folder.path] = folder;
    const next = { ...draft, config: { ...draft.config, ...part }, folders };
    if (draft.jobId !== null) return next;
    const kept = { ...next, savedMs: Date.now() };
    keep(kept);
    return kept;
  });
}

/** What was learnt of the folders since, with nothing chosen anew. */
export function setLearnt(learnt: Record<string, DraftFolder>): void {
  useDraft.setState((draft) => {
    const next = { ...draft, folders: { ...draft.folders, ...learnt } };
    // Kept for the next window only where there is something to keep.
    if (draft.jobId === null && draft.savedMs !== null) keep(next);
    return next;
  });
}

export function markSaved(): void {
  useDraft.setState({ savedMs: Date.now() });
}

export function forget(): void {
  localStorage.removeItem(STORED);
  useDraft.setState(EMPTY, true);
}

/** A new job that nobody has put anything into yet begins with what the settings say. */
export async function beginNew(): Promise<void> {
  editNew();
  const { savedMs, config } = useDraft.getState();
  if (savedMs !== null || config.sources.length > 0) return;
  const fresh = await call("job_config_new");
  useDraft.setState((draft) =>
    draft.jobId === null && draft.savedMs === null ? { ...draft, config: fresh } : draft,
  );
}

/** Back to the new job's draft after an existing job was changed. */
export function editNew(): void {
  if (useDraft.getState().jobId !== null) useDraft.setState(stored(), true);
}

export function editJob(view: JobView): void {
  if (useDraft.getState().jobId === view.id) return;
  const folders: Record<string, FolderView> = {};
  for (const source of view.sources) {
    folders[source.path] = {
      path: source.path,
      name: source.name,
      volume: source.volume,
      fileSystem: source.file_system,
      capacity: source.capacity,
      free: Math.max(0, source.capacity - source.used),
      isDirectory: true,
      readable: source.connected,
      writable: false,
      archive: false,
      overlap: null,
      lastScanMs: source.scanned_ms,
    };
  }
  for (const archive of view.destinations) {
    folders[archive.path] = {
      path: archive.path,
      name: archive.name,
      volume: archive.volume,
      fileSystem: archive.file_system,
      capacity: archive.capacity,
      free: archive.free,
      isDirectory: true,
      readable: archive.connected,
      writable: archive.connected,
      archive: true,
      overlap: null,
      lastScanMs: null,
    };
  }
  useDraft.setState({
    jobId: view.id,
    begun: view.state !== "draft" && view.state !== "ready",
    config: view.config,
    folders,
    savedMs: null,
  });
}

export function asFolder(drive: DriveView): FolderView {
  return {
    path: drive.mount_point,
    name: drive.name,
    volume: drive.volume,
    fileSystem: drive.file_system,
    capacity: drive.capacity,
    free: drive.free,
    isDirectory: true,
    readable: true,
    writable: !drive.read_only,
    archive: drive.archive,
    overlap: null,
    lastScanMs: drive.last_scan_ms,
  };
}

type Role = "sources" | "destinations" | "pools";

export function add(role: Role, folders: FolderView[]): void {
  const now = useDraft.getState().config[role];
  const fresh = folders.filter((folder) => folder.isDirectory && !now.includes(folder.path));
  change({ [role]: [...now, ...fresh.map((folder) => folder.path)] }, folders);
}

export function remove(role: Role, path: string): void {
  change({ [role]: useDraft.getState().config[role].filter((other) => other !== path) });
}

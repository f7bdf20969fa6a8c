/** What the stand-in shell answers where nothing special is the case. */
import type {
  Commands,
  FolderCount,
  FolderView,
  JobConfig,
  Problem,
  RunMessage,
  Settings,
  Words,
} from "@/ipc";
import { filesPage, foldersPage } from "../fixtures/files";
import { CONFIG, folder, JOBS, KNOWN, LIVE_VIEW, MOUNTED, PLAN_VIEW } from "../fixtures/job";
import { SNAPSHOT } from "../fixtures/live";
import { LOG } from "../fixtures/log";
import { picture } from "../fixtures/picture";
import {
  ARCHIVE_REPORT,
  CATALOG,
  CLEARED,
  COVERAGE,
  IMPORT,
  TAKEN,
  treeLevel,
  whereRows,
} from "../fixtures/proof";
import { certificateOf, RESULTS } from "../fixtures/results";

export type Calls = {
  [N in keyof Commands]?: (args: Commands[N][0]) => Commands[N][1] | Promise<Commands[N][1]>;
};

export interface Scenario {
  commands: Partial<Calls>;
  draft?: { config: JobConfig; folders: Record<string, FolderView> };
  started?: (send: (message: RunMessage) => void) => void;
}

export const SETTINGS: Settings = {
  theme: "system",
  language: "system",
  zoom: 100,
  notifications: "all",
  notify_from_s: 0,
  toast_when_focused: false,
  keep_awake: true,
  threads: 0,
  default_verify: "deep",
};

const APP = {
  version: "0.1.0",
  dataDir: "/home/anna/.local/share/ingather",
  platform: "linux",
  os_theme: null,
};

const counted = (files: number): FolderCount => ({
  files,
  bytes: files * 40.5e6,
  folders: 212,
  junk_files: 148,
  junk_bytes: 0.1e9,
  system_files: 12,
  system_bytes: 2.2e9,
  links: 0,
  special: 0,
  unreadable: 0,
  complete: true,
});

const PLACES: Record<string, string> = {
  merge: "2009 Lisbon/evening/IMG_4512.CR2",
  "{date:YYYY}/{date:YYYY-MM-DD}/{name}": "2009/2009-08-13/IMG_4512.CR2",
};

export const NOTHING = { files: 0, bytes: 0 };

const BUNDLES = ["*.photoslibrary", "*.lrlibrary", "VIDEO_TS"];

export const base: Calls = {
  app_info: () => APP,
  app_quit: () => null,
  jobs_list: () => [],
  job_config_new: () => ({
    ...CONFIG,
    name: "",
    sources: [],
    destinations: [],
    junk: "keep",
    bundles: BUNDLES,
  }),
  job_create: ({ config }) => ({ ...PLAN_VIEW, state: "draft", planned_ms: null, config }),
  job_update: ({ config }) => ({ ...PLAN_VIEW, config }),
  job_view: () => PLAN_VIEW,
  job_files: ({ query }) => filesPage(query),
  job_folders: ({ query }) => foldersPage(query),
  job_tree: ({ path }) => treeLevel(path),
  job_results: () => RESULTS,
  run_start: () => null,
  run_watch: () => null,
  run_pause: () => null,
  run_go_on: () => null,
  run_answer: () => null,
  run_stop: () => null,
  run_active: () => [],
  drives_list: () => [],
  drives_known: () => [],
  drive_name: () => null,
  thumbnail: ({ file }) => picture(file),
  folder_count: ({ path, channel }) => {
    if (!path.includes("Lisbon")) return counted(21_480);
    // The second drive is still being counted.
    channel.onmessage({ ...counted(11_306), complete: false });
    return new Promise(() => undefined);
  },
  folder_count_stop: () => null,
  layout_example: ({ layout }) => ({
    from: "2009 Lisbon/evening/IMG_4512.CR2",
    to: PLACES[layout] ?? "Photos 2009/2009 Lisbon/evening/IMG_4512.CR2",
    drive: "Photos 2009",
    real: true,
  }),
  job_leave_out: () => 215,
  job_take_in: () => 148,
  job_drop_source: () => PLAN_VIEW,
  job_drop_archive: () => PLAN_VIEW,
  job_drop_pool: () => PLAN_VIEW,
  job_retry: () => 4,
  job_accept: () => 1,
  import_pick: ({ what }) => (what === "base" ? "/media/anna/Photos 2009" : "/home/anna/checksums.sha256"),
  import_preview: () => IMPORT,
  import_take: () => ({ preview: IMPORT, trusted: 0, job_files: null }),
  import_taken: () => [],
  import_forget: () => 21_480,
  drive_clearance: () => CLEARED,
  drive_certificate: ({ volume }) => certificateOf(volume, false),
  drive_restore: () => null,
  drive_eject: () => null,
  check_stop: () => null,
  where_find: ({ text }) => whereRows(text),
  where_reveal: () => null,
  archive_coverage: () => ({ ...COVERAGE, none: NOTHING, one: NOTHING, more: NOTHING, volumes: [] }),
  archive_check: ({ path }) => ({ ...ARCHIVE_REPORT, path }),
  catalog_check: () => CATALOG,
  catalog_prune: () => ({ rows: 1_204, before: 48_000_000, after: 41_500_000 }),
  job_config_save: () => "/home/anna/old-drives.yaml",
  job_config_load: () => CONFIG,
  settings_yaml_save: () => "/home/anna/ingather.yaml",
  settings_yaml_load: () => SETTINGS,
  folders_pick: () => [folder("/media/anna/Photos 2009")],
  folders_look: ({ paths }) => paths.map(folder),
  job_reveal: () => null,
  job_open_report: () => null,
  job_save: () => "/home/anna/plan.csv",
  job_save_list: ({ name }) => `/home/anna/${name}.csv`,
  drive_save_list: ({ name }) => `/home/anna/${name}.csv`,
  demo_prepare: () => CONFIG,
  settings_get: () => SETTINGS,
  settings_set: ({ settings }) => settings,
  language_spoken: () => null,
  log_tail: ({ after }) => LOG.filter((line) => line.number > after),
};

export const filled: Calls = {
  ...base,
  jobs_list: () => JOBS,
  drives_list: () => MOUNTED,
  drives_known: () => KNOWN,
  archive_coverage: () => COVERAGE,
  import_taken: () => TAKEN,
};

export const live: Calls = {
  ...filled,
  run_active: () => [SNAPSHOT],
  run_watch: () => SNAPSHOT,
  job_view: () => LIVE_VIEW,
  // The one that went away is still away.
  drives_list: () => MOUNTED.filter((each) => each.volume !== "vol-3"),
};

export function problem(code: string, message: Words, hint: Words | null = null): Problem {
  return { code, message, path: null, hint };
}

export function refuse(code: string, message: Words, hint: Words | null = null): never {
  throw problem(code, message, hint);
}

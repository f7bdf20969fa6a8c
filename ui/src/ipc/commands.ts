/** Every command of the shell with its arguments and its answer: the one place that both ends must agree on. */
import { type Channel, invoke } from "@tauri-apps/api/core";
import type { AppInfo } from "./bindings/AppInfo";
import type { ArchiveReport } from "./bindings/ArchiveReport";
import type { CatalogReport } from "./bindings/CatalogReport";
import type { CheckKind } from "./bindings/CheckKind";
import type { ClearanceView } from "./bindings/ClearanceView";
import type { CoverageView } from "./bindings/CoverageView";
import type { DriveVerdict } from "./bindings/DriveVerdict";
import type { DriveView } from "./bindings/DriveView";
import type { FilesPage } from "./bindings/FilesPage";
import type { FilesQuery } from "./bindings/FilesQuery";
import type { FolderCount } from "./bindings/FolderCount";
import type { FoldersPage } from "./bindings/FoldersPage";
import type { FolderView } from "./bindings/FolderView";
import type { ImportPick } from "./bindings/ImportPick";
import type { ImportPreview } from "./bindings/ImportPreview";
import type { ImportReport } from "./bindings/ImportReport";
import type { ImportTaken } from "./bindings/ImportTaken";
import type { JobCard } from "./bindings/JobCard";
import type { JobConfig } from "./bindings/JobConfig";
import type { JobSnapshot } from "./bindings/JobSnapshot";
import type { JobView } from "./bindings/JobView";
import type { KnownDrive } from "./bindings/KnownDrive";
import type { Language } from "./bindings/Language";
import type { LayoutExample } from "./bindings/LayoutExample";
import type { LogLine } from "./bindings/LogLine";
import type { Phase } from "./bindings/Phase";
import type { PruneReport } from "./bindings/PruneReport";
import type { RestoreReport } from "./bindings/RestoreReport";
import type { ResultsView } from "./bindings/ResultsView";
import type { RevealSide } from "./bindings/RevealSide";
import type { RunMessage } from "./bindings/RunMessage";
import type { SaveKind } from "./bindings/SaveKind";
import type { Selection } from "./bindings/Selection";
import type { Settings } from "./bindings/Settings";
import type { TreeLevel } from "./bindings/TreeLevel";
import type { WayOn } from "./bindings/WayOn";
import type { WhereRow } from "./bindings/WhereRow";

type None = Record<string, never>;
type OneJob = { id: string };

export interface Commands {
  app_info: [None, AppInfo];
  app_quit: [None, null];
  jobs_list: [None, JobCard[]];
  /** The defaults, by the settings. */
  job_config_new: [None, JobConfig];
  job_create: [{ config: JobConfig }, JobView];
  job_update: [{ id: string; config: JobConfig }, JobView];
  job_drop_source: [{ id: string; path: string }, JobView];
  job_drop_archive: [{ id: string; path: string }, JobView];
  job_drop_pool: [{ id: string; path: string }, JobView];
  job_view: [OneJob, JobView];
  job_files: [{ id: string; query: FilesQuery }, FilesPage];
  job_folders: [{ id: string; query: FilesQuery }, FoldersPage];
  /** What is in a folder of a drive as it was at the last look. */
  job_tree: [{ id: string; source: number; path: string }, TreeLevel];
  job_leave_out: [{ id: string; selection: Selection; reason: string }, number];
  /** Also for a file that is there already or a repeat: it is copied anyway. */
  job_take_in: [{ id: string; selection: Selection; reason: string }, number];
  /** Files that failed with `differs_from_record`. */
  job_accept: [{ id: string; selection: Selection; reason: string }, number];
  job_retry: [{ id: string; selection: Selection | null }, number];
  job_results: [OneJob, ResultsView];
  run_start: [{ id: string; until: Phase; channel: Channel<RunMessage> }, null];
  run_watch: [{ id: string; channel: Channel<RunMessage> }, JobSnapshot | null];
  run_pause: [OneJob, null];
  run_go_on: [OneJob, null];
  /** Where a drive is missing or an archive is full. */
  run_answer: [{ id: string; way: WayOn }, null];
  run_stop: [OneJob, null];
  run_active: [None, JobSnapshot[]];
  drives_list: [None, DriveView[]];
  drives_known: [None, KnownDrive[]];
  drive_name: [{ volume: string; name: string }, null];
  drive_clearance: [{ volume: string; path: string; reread: boolean }, ClearanceView];
  drive_certificate: [{ volume: string; path: string }, DriveVerdict | null];
  drive_restore: [{ volume: string; path: string }, RestoreReport | null];
  drive_eject: [{ volume: string }, null];
  check_stop: [{ check: CheckKind }, null];
  import_pick: [{ what: ImportPick }, string | null];
  import_preview: [{ path: string; base: string | null; job: string | null }, ImportPreview];
  import_take: [{ path: string; base: string | null; job: string | null; trust: boolean }, ImportReport];
  import_taken: [None, ImportTaken[]];
  import_forget: [{ path: string; job: string | null }, number];
  where_find: [{ text: string }, WhereRow[]];
  where_reveal: [{ path: string }, null];
  archive_coverage: [None, CoverageView];
  archive_check: [{ path: string; deep: boolean }, ArchiveReport];
  catalog_check: [None, CatalogReport];
  catalog_prune: [None, PruneReport];
  folders_pick: [{ title: string; multiple: boolean }, FolderView[]];
  folders_look: [{ paths: string[] }, FolderView[]];
  folder_count: [{ path: string; channel: Channel<FolderCount> }, FolderCount];
  folder_count_stop: [{ path: string }, null];
  layout_example: [{ layout: string; source: string }, LayoutExample];
  job_reveal: [{ id: string; file: number; destination?: number | null; which: RevealSide }, null];
  /** A JPEG or PNG. */
  thumbnail: [
    { id: string; file: number; destination?: number | null; which: RevealSide; edge: number },
    ArrayBuffer,
  ];
  job_open_report: [{ id: string; report: string }, null];
  job_save: [{ id: string; what: SaveKind }, string | null];
  /** All files that match, as a table; `name` is how the file is offered. */
  job_save_list: [{ id: string; query: FilesQuery; name: string }, string | null];
  /** What the last look at a drive found in the way. */
  drive_save_list: [{ volume: string; path: string; name: string }, string | null];
  demo_prepare: [None, JobConfig];
  job_config_save: [{ config: JobConfig }, string | null];
  job_config_load: [None, JobConfig | null];
  settings_get: [None, Settings];
  settings_set: [{ settings: Settings }, Settings];
  /** Which language the page speaks: notifications and native dialogs follow. */
  language_spoken: [{ language: Language }, null];
  settings_yaml_save: [None, string | null];
  settings_yaml_load: [None, Settings | null];
  log_tail: [{ id: string | null; after: number }, LogLine[]];
}

type Arguments<N extends keyof Commands> = Commands[N][0] extends None ? [] : [Commands[N][0]];

/** Calls a command of the shell; a refusal arrives as a `Problem`. */
export function call<N extends keyof Commands>(name: N, ...args: Arguments<N>): Promise<Commands[N][1]> {
  return invoke<Commands[N][1]>(name, args[0]);
}

/** Types of the shell that ts-rs does not generate yet; they give way to bindings of the same name. */
import type { Depth } from "./bindings/Depth";
import type { JobEvent } from "./bindings/JobEvent";
import type { JobSnapshot } from "./bindings/JobSnapshot";

export interface AppInfo {
  version: string;
  dataDir: string;
  platform: string;
  os_theme?: "light" | "dark" | null;
}

/** A folder that came from the native dialog or a native drop. */
export interface FolderView {
  path: string;
  name: string;
  volume: string;
  fileSystem: string;
  capacity: number;
  free: number;
  isDirectory: boolean;
  readable: boolean;
  writable: boolean;
  archive: boolean;
  overlap: string | null;
  lastScanMs: number | null;
}

export interface Settings {
  theme: "system" | "light" | "dark";
  language: "system" | "en";
  notifications: "all" | "job" | "none";
  keep_awake: boolean;
  threads: number;
  default_verify: Depth;
}

export type LogLevel = "error" | "warn" | "info" | "debug" | "trace";

export interface LogLine {
  number: number;
  at_ms: number;
  level: LogLevel;
  text: string;
}

export type RunMessage =
  | { type: "event"; number: number; event: JobEvent }
  | { type: "snapshot"; snapshot: JobSnapshot };

export type RevealSide = "source" | "target" | "twin";
export type SaveKind = "plan_csv" | "summary_csv" | "report_html" | "checksums";

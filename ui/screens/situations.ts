/** The screens and the states in which they are looked at. */
export interface Shown {
  name: string;
  scenario: string;
  path: string;
  /** A test id to wait for. */
  ready: string;
  /** What happens before the picture. */
  act?:
    | "history"
    | "row"
    | "repeats"
    | "drop"
    | "down"
    | "stop"
    | "palette"
    | "allFiles"
    | "folders"
    | "noMatch"
    | "options"
    | "search"
    | "blue"
    | "problems"
    | "archivists"
    | "folder"
    | "decide"
    | "was"
    | "rescan"
    | "stale"
    | "away";
}

const JOB = "/job/old-drives-november";

export const SITUATIONS: Shown[] = [
  { name: "home-empty", scenario: "empty", path: "/", ready: "home-empty" },
  { name: "home", scenario: "filled", path: "/", ready: "job-card" },
  { name: "home-palette", scenario: "filled", path: "/", ready: "job-card", act: "palette" },
  { name: "home-error", scenario: "error", path: "/", ready: "" },
  { name: "drives-step-empty", scenario: "filled", path: "/new", ready: "wizard-drives" },
  { name: "drives-step", scenario: "draft", path: "/new?step=drives", ready: "source-row" },
  { name: "drives-step-drop", scenario: "draft", path: "/new?step=drives", ready: "source-row", act: "drop" },
  { name: "drives-step-away", scenario: "gone", path: "/new?step=drives", ready: "source-remark" },
  { name: "archive-step", scenario: "draft", path: "/new?step=archive", ready: "archive-card" },
  {
    name: "options-step",
    scenario: "draft",
    path: "/new?step=options",
    ready: "wizard-options",
    act: "options",
  },
  { name: "review-step", scenario: "draft", path: "/new?step=review", ready: "wizard-review" },
  { name: "plan", scenario: "filled", path: `${JOB}/plan`, ready: "plan-list", act: "row" },
  { name: "plan-repeats", scenario: "exact", path: `${JOB}/plan`, ready: "plan-list", act: "repeats" },
  { name: "plan-folders", scenario: "filled", path: `${JOB}/plan`, ready: "plan-list", act: "folders" },
  { name: "plan-folder", scenario: "filled", path: `${JOB}/plan`, ready: "plan-list", act: "folder" },
  { name: "plan-decide", scenario: "filled", path: `${JOB}/plan`, ready: "plan-list", act: "decide" },
  { name: "plan-no-match", scenario: "filled", path: `${JOB}/plan`, ready: "plan-list", act: "noMatch" },
  { name: "plan-short", scenario: "short", path: `${JOB}/plan`, ready: "space-banner" },
  { name: "plan-many-files", scenario: "manyFiles", path: `${JOB}/plan`, ready: "space-banner" },
  { name: "plan-million", scenario: "million", path: `${JOB}/plan`, ready: "plan-list" },
  { name: "plan-error", scenario: "error", path: `${JOB}/plan`, ready: "" },
  { name: "live-looking", scenario: "looking", path: `${JOB}/live`, ready: "live" },
  { name: "live", scenario: "live", path: `${JOB}/live`, ready: "live-list", act: "history" },
  { name: "live-full", scenario: "full", path: `${JOB}/live`, ready: "banner-full" },
  { name: "live-full-alone", scenario: "fullAlone", path: `${JOB}/live`, ready: "banner-full" },
  { name: "live-away", scenario: "away", path: `${JOB}/live`, ready: "banner-missing" },
  { name: "live-back", scenario: "back", path: `${JOB}/live`, ready: "banner-go-on" },
  { name: "live-stalled", scenario: "stalled", path: `${JOB}/live`, ready: "banner-stalled" },
  { name: "live-paused", scenario: "paused", path: `${JOB}/live`, ready: "live-figure" },
  { name: "live-problems", scenario: "live", path: `${JOB}/live`, ready: "live-list", act: "problems" },
  { name: "live-stop", scenario: "live", path: `${JOB}/live`, ready: "live-list", act: "stop" },
  { name: "live-stopped", scenario: "stopped", path: `${JOB}/live`, ready: "not-running" },
  { name: "results", scenario: "results", path: `${JOB}/results`, ready: "results-verdict" },
  {
    name: "results-charts",
    scenario: "results",
    path: `${JOB}/results`,
    ready: "results-verdict",
    act: "down",
  },
  {
    name: "results-all",
    scenario: "results",
    path: `${JOB}/results`,
    ready: "results-verdict",
    act: "allFiles",
  },
  { name: "results-clean", scenario: "clean", path: `${JOB}/results`, ready: "results-verdict" },
  { name: "drives", scenario: "results", path: "/drives", ready: "drive-item", act: "blue" },
  { name: "drives-was", scenario: "filled", path: "/drives", ready: "drive-item", act: "was" },
  { name: "drives-cleared", scenario: "filled", path: "/drives", ready: "drive-item", act: "rescan" },
  { name: "drives-away", scenario: "results", path: "/drives", ready: "drive-item", act: "away" },
  { name: "drives-empty", scenario: "empty", path: "/drives", ready: "drives" },
  { name: "archive", scenario: "filled", path: "/archive", ready: "archive-drive", act: "search" },
  {
    name: "archive-archivists",
    scenario: "filled",
    path: "/archive",
    ready: "archive-drive",
    act: "archivists",
  },
  { name: "archive-coverage", scenario: "filled", path: "/archive", ready: "coverage", act: "stale" },
  { name: "archive-empty", scenario: "empty", path: "/archive", ready: "archive" },
  { name: "settings", scenario: "filled", path: "/settings", ready: "setting-theme" },
  { name: "log", scenario: "filled", path: "/log", ready: "log-list" },
  { name: "log-error", scenario: "error", path: "/log", ready: "log" },
];

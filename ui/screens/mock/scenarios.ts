/** What the stand-in shell answers, by the name of the situation. */
import type { Commands, FolderView, JobConfig, RunMessage, Settings } from "@/ipc";
import { EXACT } from "../fixtures/equation";
import { filesPage, foldersPage } from "../fixtures/files";
import { CONFIG, DONE_VIEW, folder, JOBS, KNOWN, LIVE_VIEW, MOUNTED, PLAN_VIEW } from "../fixtures/job";
import { FULL, LOOKING, SNAPSHOT } from "../fixtures/live";
import { LOG } from "../fixtures/log";
import { CERTIFICATES, CLEAN, RESULTS } from "../fixtures/results";

export type Calls = { [N in keyof Commands]?: (args: Commands[N][0]) => Commands[N][1] };

export interface Scenario {
  commands: Partial<Calls>;
  draft?: { config: JobConfig; folders: Record<string, FolderView> };
  started?: (send: (message: RunMessage) => void) => void;
}

const SETTINGS: Settings = {
  theme: "system",
  language: "system",
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

const base: Calls = {
  app_info: () => APP,
  app_quit: () => null,
  jobs_list: () => [],
  job_create: ({ config }) => ({ ...PLAN_VIEW, state: "draft", planned_ms: null, config }),
  job_update: ({ config }) => ({ ...PLAN_VIEW, config }),
  job_view: () => PLAN_VIEW,
  job_files: ({ query }) => filesPage(query),
  job_folders: ({ query }) => foldersPage(query),
  job_results: () => RESULTS,
  run_start: () => null,
  run_watch: () => null,
  run_pause: () => null,
  run_go_on: () => null,
  run_stop: () => null,
  run_active: () => [],
  drives_list: () => [],
  drives_known: () => [],
  drive_name: () => null,
  drive_certificate: () => CERTIFICATES[1]!,
  folders_pick: () => [folder("/media/anna/Photos 2009")],
  folders_look: ({ paths }) => paths.map(folder),
  job_reveal: () => null,
  job_open_report: () => null,
  job_save: () => "/home/anna/plan.csv",
  demo_prepare: () => CONFIG,
  settings_get: () => SETTINGS,
  settings_set: ({ settings }) => settings,
  log_tail: ({ after }) => LOG.filter((line) => line.number > after),
};

const filled: Calls = {
  ...base,
  jobs_list: () => JOBS,
  drives_list: () => MOUNTED,
  drives_known: () => KNOWN,
};
const live: Calls = {
  ...filled,
  run_active: () => [SNAPSHOT],
  run_watch: () => SNAPSHOT,
  job_view: () => LIVE_VIEW,
};

function refuse(code: string, message: string, hint: string): never {
  throw { code, message, path: null, hint };
}

const broken = () =>
  refuse("job_damaged", "The job’s records cannot be opened.", "A copy of them is kept beside them.");

const folders = Object.fromEntries(
  [...CONFIG.sources, ...CONFIG.destinations].map((path) => [path, folder(path)]),
);

export const scenarios: Record<string, Scenario> = {
  empty: { commands: base },
  filled: { commands: filled },
  error: {
    commands: {
      ...base,
      jobs_list: broken,
      job_view: broken,
      job_results: broken,
      drives_known: broken,
      log_tail: broken,
      settings_get: broken,
    },
  },
  draft: { commands: { ...filled, jobs_list: () => [] }, draft: { config: CONFIG, folders } },
  refused: {
    commands: {
      ...filled,
      job_create: () => refuse("overlap", "Archive A is one of the drives.", "Choose another place."),
    },
    draft: { config: CONFIG, folders },
  },
  flow: {
    commands: filled,
    draft: { config: CONFIG, folders },
    started: (send) => send({ type: "snapshot", snapshot: LOOKING }),
  },
  exact: { commands: { ...filled, job_view: () => ({ ...PLAN_VIEW, equation: EXACT }) } },
  short: {
    commands: {
      ...filled,
      job_view: () => ({
        ...PLAN_VIEW,
        destinations: PLAN_VIEW.destinations.map((each, index) =>
          index === 1 ? { ...each, free: 300e9, missing: 110.4e9 } : each,
        ),
      }),
    },
  },
  million: {
    commands: {
      ...filled,
      job_files: ({ query }) => filesPage(query, { factor: 100 }),
      job_folders: ({ query }) => foldersPage(query, { factor: 100 }),
    },
  },
  dark: { commands: { ...base, settings_get: () => ({ ...SETTINGS, theme: "dark" }) } },
  markup: {
    commands: {
      ...filled,
      job_files: ({ query }) => {
        const page = filesPage(query);
        const name = "<img src=x onerror='window.hurt=true'><script>window.hurt=true</script>.jpg";
        return {
          ...page,
          rows: page.rows.map((row) => ({ ...row, name, folder: "<b>folder</b>", twin: `<iframe>/${name}` })),
        };
      },
    },
  },
  live: { commands: live },
  looking: { commands: { ...live, run_active: () => [LOOKING], run_watch: () => LOOKING } },
  paused: { commands: { ...live, run_active: () => [FULL], run_watch: () => FULL } },
  stopped: { commands: { ...filled, job_view: () => ({ ...LIVE_VIEW, state: "interrupted" }) } },
  results: { commands: { ...filled, job_view: () => DONE_VIEW } },
  clean: { commands: { ...filled, job_results: () => CLEAN } },
};

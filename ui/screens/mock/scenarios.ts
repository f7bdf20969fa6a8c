/** What the stand-in shell answers, by the name of the situation. */
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
import { EXACT } from "../fixtures/equation";
import { filesPage, foldersPage } from "../fixtures/files";
import {
  CONFIG,
  DONE_VIEW,
  folder,
  JOBS,
  KNOWN,
  KNOWN_AFTER,
  LIVE_VIEW,
  MOUNTED,
  PLAN_VIEW,
} from "../fixtures/job";
import { AWAY, FULL, FULL_ALONE, LOOKING, PAUSED, SNAPSHOT, STALLED } from "../fixtures/live";
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
import { CLEAN, certificateOf, RESULTS } from "../fixtures/results";
import { saying } from "../fixtures/saying";

export type Calls = {
  [N in keyof Commands]?: (args: Commands[N][0]) => Commands[N][1] | Promise<Commands[N][1]>;
};

export interface Scenario {
  commands: Partial<Calls>;
  draft?: { config: JobConfig; folders: Record<string, FolderView> };
  started?: (send: (message: RunMessage) => void) => void;
}

const SETTINGS: Settings = {
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

const NOTHING = { files: 0, bytes: 0 };
const BUNDLES = ["*.photoslibrary", "*.lrlibrary", "VIDEO_TS"];

const base: Calls = {
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

const filled: Calls = {
  ...base,
  jobs_list: () => JOBS,
  drives_list: () => MOUNTED,
  drives_known: () => KNOWN,
  archive_coverage: () => COVERAGE,
  import_taken: () => TAKEN,
};
/** A drive's line in the list follows the look that was just taken. */
function clearing(): Calls {
  let looked = false;
  const after = KNOWN.map((drive) =>
    drive.volume === "vol-1" ? { ...drive, why: CLEARED.drive.why } : drive,
  );
  return {
    drives_known: () => (looked ? after : KNOWN),
    drive_clearance: () => {
      looked = true;
      return CLEARED;
    },
  };
}

const live: Calls = {
  ...filled,
  run_active: () => [SNAPSHOT],
  run_watch: () => SNAPSHOT,
  job_view: () => LIVE_VIEW,
  // The one that went away is still away.
  drives_list: () => MOUNTED.filter((each) => each.volume !== "vol-3"),
};

function problem(code: string, message: Words, hint: Words | null = null): Problem {
  return { code, message, path: null, hint };
}

function refuse(code: string, message: Words, hint: Words | null = null): never {
  throw problem(code, message, hint);
}

/** A job whose sum follows what is decided. */
function deciding(): Calls {
  let left = 0;
  return {
    job_view: () => {
      const { to_do, left_out } = PLAN_VIEW.equation;
      const equation = {
        ...PLAN_VIEW.equation,
        to_do: { ...to_do, files: to_do.files - left },
        left_out: { ...left_out, files: left_out.files + left },
      };
      return { ...PLAN_VIEW, equation };
    },
    job_leave_out: () => {
      left += 94;
      return 94;
    },
  };
}

/** Files fail while one looks on. */
function failing(): Calls {
  let failed = 4;
  window.addEventListener("failed", () => {
    failed += 1;
  });
  return {
    job_files: ({ query }) =>
      query.term === "failed" ? filesPage(query, { factor: failed / 4 }) : filesPage(query),
  };
}

/** Failed files can wait again, but the run is refused. */
function retrying(): Calls {
  let waiting = false;
  const { failed, to_do } = RESULTS.job.equation;
  const after = {
    ...RESULTS,
    job: { ...RESULTS.job, equation: { ...RESULTS.job.equation, failed: NOTHING, to_do: failed } },
  };
  return {
    job_results: () => (waiting ? after : RESULTS),
    job_files: ({ query }) =>
      waiting && query.term === "failed" ? { total: 0, bytes: 0, rows: [] } : filesPage(query),
    job_retry: () => {
      waiting = true;
      return failed.files + to_do.files;
    },
    run_start: () =>
      refuse(
        "drive_missing",
        saying("{name} is not connected", { name: "Photos 2009" }),
        "connect it, then resume",
      ),
  };
}

function swapping(): Calls {
  let asked = 0;
  const twice = MOUNTED.map((each) => (each.name === "Lisbon backup" ? { ...each, volume: "vol-1" } : each));
  return {
    drives_list: () => {
      asked += 1;
      return asked === 1 ? twice : MOUNTED;
    },
  };
}

function late(): Calls {
  let asked = 0;
  return {
    jobs_list: () => {
      asked += 1;
      return asked === 1 ? [] : new Promise(() => undefined);
    },
  };
}

/** The first start: nothing is known until the first run has begun. */
function journey(): Calls {
  let begun = 0;
  return {
    ...filled,
    jobs_list: () => (begun > 0 ? JOBS : []),
    drives_known: () => (begun > 0 ? KNOWN : []),
    run_start: () => {
      begun += 1;
      return null;
    },
  };
}

const broken = () =>
  refuse(
    "job_damaged",
    "a database of the program is damaged",
    "nothing in the archive or on the drives was touched by this; run the same command again",
  );

const folders = Object.fromEntries(
  [...CONFIG.sources, ...CONFIG.destinations].map((path) => [path, folder(path)]),
);

/** All drives but one are parts of one disk. */
const beside = (path: string) => ({ ...folder(path), volume: path.includes("Lisbon") ? "b" : "a" });

export const scenarios: Record<string, Scenario> = {
  empty: { commands: base },
  filled: { commands: { ...filled, ...clearing() } },
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
  beside: {
    commands: { ...filled, drives_list: () => [], folders_look: ({ paths }) => paths.map(beside) },
    draft: {
      config: CONFIG,
      folders: Object.fromEntries(Object.keys(folders).map((path) => [path, beside(path)])),
    },
  },
  /** Kept when one drive was at two of its paths; since then another one is at the second. */
  moved: {
    commands: { ...filled, jobs_list: () => [] },
    draft: {
      config: CONFIG,
      folders: Object.fromEntries(
        Object.entries(folders).map(([path, each]) => [
          path,
          path.includes("Lisbon") ? { ...each, volume: "vol-1", name: "Photos 2009" } : each,
        ]),
      ),
    },
  },
  /** At the second path the first drive is mounted, too, until something changes. */
  swapped: {
    commands: { ...filled, jobs_list: () => [], ...swapping() },
    draft: { config: CONFIG, folders },
  },
  /** One of its drives was unplugged since. */
  gone: {
    commands: {
      ...filled,
      drives_list: () =>
        MOUNTED.filter((drive) => drive.name !== "Lisbon backup" && drive.name !== "Archive B"),
      folders_look: ({ paths }) =>
        paths.some((path) => /Lisbon|Archive B/.test(path))
          ? refuse(
              "not_found",
              saying("{what}: {why}", {
                what: { words: "it cannot be looked at" },
                why: { words: "it is not there any more" },
              }),
            )
          : paths.map(folder),
    },
    draft: { config: CONFIG, folders },
  },
  careless: {
    commands: {
      ...filled,
      job_config_new: () => ({ ...CONFIG, sources: [], verify: "shallow", threads: 4 }),
    },
  },
  journey: { commands: journey(), started: (send) => send({ type: "snapshot", snapshot: LOOKING }) },
  refused: {
    commands: {
      ...filled,
      job_create: () =>
        refuse(
          "same_folder",
          saying("{path} is the drive and the archive at once", { path: "/media/anna/Archive A" }),
          "choose two different folders",
        ),
    },
    draft: { config: CONFIG, folders },
  },
  flow: {
    commands: filled,
    draft: { config: CONFIG, folders },
    started: (send) => send({ type: "snapshot", snapshot: LOOKING }),
  },
  /** The plan knows the contents; the repeats wait for the copies that they repeat. */
  expected: {
    commands: {
      ...filled,
      job_files: ({ query }) => {
        const page = filesPage(query);
        if (query.term !== "repeat") return page;
        return { ...page, rows: page.rows.map((row) => ({ ...row, status: "pending", term: "to_do" })) };
      },
    },
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
  manyFiles: {
    commands: {
      ...filled,
      job_view: () => ({
        ...PLAN_VIEW,
        destinations: PLAN_VIEW.destinations.map((each, index) =>
          index === 1 ? { ...each, missing_files: 4_310 } : each,
        ),
      }),
    },
  },
  million: {
    commands: {
      ...filled,
      job_files: async ({ query }) => {
        // As long as the engine may take for a page of a large list, and for a search: tests/bench/lists.rs holds it to that.
        await new Promise((done) => setTimeout(done, query.search === "" ? 30 : 100));
        return filesPage(query, { factor: 100 });
      },
      job_folders: ({ query }) => foldersPage(query, { factor: 100 }),
    },
  },
  yaml: { commands: { ...filled, settings_yaml_load: () => ({ ...SETTINGS, theme: "dark" }) } },
  dark: { commands: { ...base, settings_get: () => ({ ...SETTINGS, theme: "dark" }) } },
  decided: { commands: { ...filled, ...deciding() } },
  checking: {
    commands: {
      ...filled,
      drive_clearance: () =>
        new Promise((_, stop) => {
          window.addEventListener("stopped", () =>
            stop(problem("stopped", "stopped; what was copied stays, and the job can be resumed")),
          );
        }),
      check_stop: () => {
        window.dispatchEvent(new Event("stopped"));
        return null;
      },
    },
  },
  markup: {
    commands: {
      ...filled,
      thumbnail: () => refuse("no_picture", "there is no picture of this file to show"),
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
  /** Nothing is known yet, and the second answer about jobs never comes. */
  late: { commands: { ...base, ...late() } },
  unmeasured: {
    commands: { ...filled, job_view: () => ({ ...PLAN_VIEW, estimate_s: null, exact_s: null }) },
  },
  new_archive: { commands: { ...filled, job_view: () => ({ ...PLAN_VIEW, estimate_is_least: true }) } },
  unread: {
    commands: {
      ...filled,
      job_view: () => ({ ...PLAN_VIEW, exact_s: null, config: { ...PLAN_VIEW.config, exact_plan: true } }),
    },
  },
  unplanned: { commands: { ...filled, job_view: () => ({ ...PLAN_VIEW, planned_ms: null }) } },
  nowhere: { commands: { ...filled, where_find: () => [] } },
  rebuilt: {
    commands: {
      ...filled,
      drive_restore: () => ({
        drive: "Photos 2009",
        job: PLAN_VIEW.id,
        scanned_ms: null,
        to: "/media/anna/Spare/Photos 2009",
        restored: 21_402,
        bytes: 870.1e9,
        already_there: 12,
        not_restored: [
          {
            path: "2009 Lisbon/selects/IMG_4131.CR2",
            size: 24_800_000,
            code: "not_archived",
            message: "no copy of it is known",
          },
        ],
      }),
    },
  },
  retrying: { commands: { ...filled, ...retrying() } },
  live: { commands: live },
  looking: { commands: { ...live, run_active: () => [LOOKING], run_watch: () => LOOKING } },
  failing: { commands: { ...live, ...failing() } },
  back: { commands: { ...live, drives_list: () => MOUNTED } },
  away: { commands: { ...live, run_active: () => [AWAY], run_watch: () => AWAY } },
  fullAlone: {
    commands: {
      ...live,
      run_active: () => [FULL_ALONE],
      run_watch: () => FULL_ALONE,
      job_view: () => ({ ...LIVE_VIEW, destinations: LIVE_VIEW.destinations.slice(0, 1) }),
    },
  },
  full: { commands: { ...live, run_active: () => [FULL], run_watch: () => FULL } },
  paused: { commands: { ...live, run_active: () => [PAUSED], run_watch: () => PAUSED } },
  stalled: { commands: { ...live, run_active: () => [STALLED], run_watch: () => STALLED } },
  stopped: { commands: { ...filled, job_view: () => ({ ...LIVE_VIEW, state: "interrupted" }) } },
  results: {
    commands: {
      ...filled,
      job_view: () => DONE_VIEW,
      drives_known: () => KNOWN_AFTER,
      drive_certificate: ({ volume }) => certificateOf(volume, true),
    },
  },
  clean: { commands: { ...filled, job_results: () => CLEAN } },
};

/** What the stand-in shell answers, by the name of the situation. */
import { EXACT, equation, tally } from "../fixtures/equation";
import { filesPage, foldersPage } from "../fixtures/files";
import {
  CONFIG,
  DONE_VIEW,
  folder,
  KNOWN_AFTER,
  LIVE_VIEW,
  MOUNTED,
  NO_NAMES,
  PLAN_VIEW,
} from "../fixtures/job";
import { AWAY, FULL, FULL_ALONE, LOOKING, PAUSED, STALLED } from "../fixtures/live";
import { CLEAN, certificateOf } from "../fixtures/results";
import { saying } from "../fixtures/saying";
import { base, filled, live, NOTHING, problem, refuse, type Scenario, SETTINGS } from "./answers";
import { clearing, deciding, failing, journey, late, retrying, swapping } from "./changing";

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
  // Three drives of one name: two are connected, one is known by its number only.
  sameName: {
    commands: { ...filled, drives_known: () => NO_NAMES.known, drives_list: () => NO_NAMES.mounted },
  },
  // The catalogue has not answered yet.
  unanswered: { commands: { ...filled, drives_known: () => new Promise(() => {}) } },
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
        await new Promise((done) => setTimeout(done, query.search === "" ? 30 : 80));
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
  /** Few files, so that the plan's line stands beside its heading. */
  short_heading: {
    commands: {
      ...filled,
      job_view: () => ({
        ...PLAN_VIEW,
        destinations: PLAN_VIEW.destinations.slice(0, 1),
        estimate_s: 5,
        equation: equation({
          to_do: tally(273, 2.4),
          already_there: tally(62, 0.1),
          repeats: tally(17, 0.1),
          left_out: NOTHING,
          failed: NOTHING,
        }),
      }),
    },
  },
  /** A program of somebody's keeps the drive. */
  held: {
    commands: {
      ...live,
      drive_eject: () =>
        refuse(
          "drive_busy",
          saying("the drive is still used by {programs}", { programs: "gimp" }),
          "close what is open on it, then eject it again",
        ),
    },
  },
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
  stoppedAtPlan: {
    commands: { ...filled, job_view: () => ({ ...PLAN_VIEW, state: "interrupted", phase: "plan" }) },
  },
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

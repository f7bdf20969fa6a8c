/** Answers that follow what was asked before, or what happens meanwhile. */
import { filesPage } from "../fixtures/files";
import { JOBS, KNOWN, MOUNTED, PLAN_VIEW } from "../fixtures/job";
import { CLEARED } from "../fixtures/proof";
import { RESULTS } from "../fixtures/results";
import { saying } from "../fixtures/saying";
import { type Calls, filled, NOTHING, refuse } from "./answers";

/** A drive's line in the list follows the look that was just taken. */
export function clearing(): Calls {
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

/** A job whose sum follows what is decided. */
export function deciding(): Calls {
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
export function failing(): Calls {
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
export function retrying(): Calls {
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

export function swapping(): Calls {
  let asked = 0;
  const twice = MOUNTED.map((each) => (each.name === "Lisbon backup" ? { ...each, volume: "vol-1" } : each));
  return {
    drives_list: () => {
      asked += 1;
      return asked === 1 ? twice : MOUNTED;
    },
  };
}

export function late(): Calls {
  let asked = 0;
  return {
    jobs_list: () => {
      asked += 1;
      return asked === 1 ? [] : new Promise(() => undefined);
    },
  };
}

/** The first start: nothing is known until the first run has begun. */
export function journey(): Calls {
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

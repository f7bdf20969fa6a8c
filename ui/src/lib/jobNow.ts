/** Jobs and drives as they are at this moment: where a job runs, its last snapshot knows more than any list. */
import { useEffect } from "react";
import type { JobCard, JobSnapshot, KnownDrive, SafeToWipe, SourceView } from "@/ipc";
import { keys, outdated } from "./query";
import { isLive, type Run, useRuns } from "./runStore";

/** Between two looks whether there is anything new to ask for. */
const EVERY_MS = 2_000;

type Runs = Record<string, Run>;

/** What runs of a job; its sum is counted from its plan on. */
function planned(runs: Runs, id: string): JobSnapshot | null {
  const run = runs[id];
  const snapshot = isLive(run) ? run?.snapshot : null;
  return snapshot?.phases_done.includes("plan") ? snapshot : null;
}

function lineOf(snapshot: JobSnapshot, root: number) {
  return snapshot.drives.find((line) => !line.destination && line.root === root);
}

/** The job of the list with the numbers of its run. */
function jobNow(job: JobCard, runs: Runs): JobCard {
  const snapshot = planned(runs, job.id);
  if (!snapshot) return job;
  const drives = job.drives.map((drive) => {
    const line = snapshot.phase === "copy" ? lineOf(snapshot, drive.id) : undefined;
    return line ? { ...drive, to_do: Math.max(0, line.files_total - line.files_done) } : drive;
  });
  return { ...job, equation: snapshot.equation, drives };
}

export function useJobNow(job: JobCard): JobCard {
  const run = useRuns(({ runs }) => runs[job.id]);
  return run ? jobNow(job, { [job.id]: run }) : job;
}

/** What a running job does with a drive: it looks at it, has files of it to go, or is through with it. */
interface DriveNow {
  job: string;
  stage: "looking" | "copying" | "through";
  /** Files to go. */
  left: number;
  verdict: SafeToWipe;
}

export type DriveRow = KnownDrive & { now?: DriveNow };

/** No drive is called safe on the word of an earlier look while a job finds out about it. */
function standing(verdict: SafeToWipe, source: SourceView, job: string, snapshot: JobSnapshot): DriveNow {
  if (!snapshot.phases_done.includes("plan"))
    return { job, stage: "looking", left: 0, verdict: verdict === "safe" ? "check_first" : verdict };
  const line = snapshot.phase === "copy" ? lineOf(snapshot, source.id) : undefined;
  const left = line ? Math.max(0, line.files_total - line.files_done) : source.to_do;
  return left > 0
    ? { job, stage: "copying", left, verdict: "not_yet" }
    : { job, stage: "through", left, verdict: "check_first" };
}

/** One that is away has no place to know it by. */
function isThe(source: SourceView, drive: KnownDrive): boolean {
  const here = drive.mount_point;
  return (
    source.volume === drive.volume && (here === null ? source.name === drive.name : source.path === here)
  );
}

/** A drive of the list with what a running job does with it. */
export function driveNow(drive: KnownDrive, jobs: JobCard[], runs: Runs): DriveRow {
  for (const job of jobs) {
    const run = runs[job.id];
    const snapshot = isLive(run) ? run?.snapshot : null;
    const source = job.drives.find((each) => isThe(each, drive));
    if (snapshot && source) return { ...drive, now: standing(drive.verdict, source, job.id, snapshot) };
  }
  return drive;
}

const told = (id: string) => {
  const run = useRuns.getState().runs[id];
  return isLive(run) ? JSON.stringify([run?.snapshot?.phase, run?.snapshot?.equation]) : "";
};

/** Asks for a job's files and certificates again as long as its run counts others: not more often than every two seconds. */
export function useFollowedRun(id: string | null): void {
  useEffect(() => {
    if (id === null) return;
    let last = told(id);
    const timer = setInterval(() => {
      const now = told(id);
      if (now === last) return;
      last = now;
      outdated(keys.job(id));
      outdated(keys.certificates);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [id]);
}

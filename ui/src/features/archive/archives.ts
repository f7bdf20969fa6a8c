/** Which folders are archives: every place that a job copies to, and every other one that counts. */
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ArchiveReport, asProblem, call, type DestinationView, type Problem } from "@/ipc";
import { runCheck } from "@/lib/checkStore";
import { keys } from "@/lib/query";

/** The newest jobs tell; older ones copied to the same places. */
const JOBS = 24;

export interface Archive extends DestinationView {
  jobs: number;
  /** Files that those jobs copied there; what was there already is not counted, since jobs share it. */
  held: number;
}

export function useArchives(): { archives: Archive[]; others: string[]; pending: boolean; error: unknown } {
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });
  const known = (jobs.data ?? []).filter((job) => job.trouble === null).slice(0, JOBS);
  const views = useQueries({
    queries: known.map((job) => ({
      queryKey: keys.jobView(job.id),
      queryFn: () => call("job_view", { id: job.id }),
    })),
  });
  const found = new Map<string, Archive>();
  const others = new Set<string>();
  for (const { data } of views) {
    for (const place of data?.destinations ?? []) {
      const before = found.get(place.path);
      const held = place.equation.copied.files;
      if (before) found.set(place.path, { ...before, jobs: before.jobs + 1, held: before.held + held });
      else found.set(place.path, { ...place, jobs: 1, held });
    }
    for (const path of data?.config.pools ?? []) others.add(path);
  }
  return {
    archives: [...found.values()],
    others: [...others].filter((path) => !found.has(path)),
    // What was asked before a job ended says nothing of the archive that it made.
    pending: jobs.isFetching || views.some((view) => view.isFetching),
    error: jobs.error,
  };
}

/** A look at an archive against its own lists; what it found is kept while the window is open. */
export function useArchiveCheck(path: string) {
  const cache = useQueryClient();
  const key = ["archiveCheck", path] as const;
  const [refused, setRefused] = useState<Problem | null>(null);
  const report = useQuery<ArchiveReport>({
    queryKey: key,
    queryFn: () => Promise.reject(new Error("kept, never asked for")),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  }).data;
  /** Answers with what it found; with nothing if it was stopped or refused. */
  const check = async (deep: boolean): Promise<ArchiveReport | null> => {
    setRefused(null);
    try {
      const made = await runCheck("archive", path, () => call("archive_check", { path, deep }));
      if (made) cache.setQueryData(key, made);
      return made;
    } catch (error) {
      setRefused(asProblem(error));
      return null;
    }
  };
  return { report, refused, check };
}

/** Looks for an old path in every job that was looked through, the latest first. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { call, type FileRow } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import { keys } from "@/lib/query";

const JOBS = 12;
const ROWS = 200;

export interface FoundRow {
  job: string;
  jobName: string;
  row: FileRow;
}

export function useEverywhere(search: string) {
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });
  const known = (jobs.data ?? [])
    .filter((job) => job.trouble === null && job.equation.found.files > 0)
    .slice(0, JOBS);
  const wanted = search.trim();
  const answers = useQueries({
    queries: known.map((job) => ({
      queryKey: ["job", job.id, "files", "everywhere", wanted],
      queryFn: () => call("job_files", { id: job.id, query: { ...EVERY_FILE, search: wanted, limit: ROWS } }),
      enabled: wanted.length >= 2,
    })),
  });
  const rows: FoundRow[] = answers.flatMap((answer, index) =>
    (answer.data?.rows ?? []).map((row) => ({
      job: known[index]?.id ?? "",
      jobName: known[index]?.name ?? "",
      row,
    })),
  );
  return {
    jobs: known.length,
    rows,
    total: answers.reduce((sum, answer) => sum + (answer.data?.total ?? 0), 0),
    pending: answers.some((answer) => answer.isFetching),
    error: answers.find((answer) => answer.error)?.error ?? jobs.error,
  };
}

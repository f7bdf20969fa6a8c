/** The sum of one drive, as the engine counts it for the drive's job: the same terms as on Results. */
import { useQueries } from "@tanstack/react-query";
import { call, type Equation, type FilesQuery, type Tally } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import type { TermName } from "@/lib/terms";

const TERMS = [
  "copied",
  "already_there",
  "repeats",
  "left_out",
  "failed",
  "waiting",
] as const satisfies TermName[];
const NONE: Tally = { files: 0, bytes: 0 };

/** What is in a term. A repeat of what is not copied yet waits as that does: the drive still holds its only copies. */
export function driveQuery(source: number, term: TermName): FilesQuery {
  const query = { ...EVERY_FILE, source };
  switch (term) {
    case "found":
      return query;
    case "waiting":
    case "new":
      return { ...query, status: "pending" };
    case "repeats":
      return { ...query, term: "repeat", status: "done" };
    case "copied":
    case "already_there":
    case "left_out":
    case "failed":
      return { ...query, term };
  }
}

/** Undefined until all terms are there: half a sum would be a wrong one. */
export function useDriveSum(id: string, source: number): Equation | undefined {
  const answers = useQueries({
    queries: TERMS.map((term) => ({
      queryKey: ["job", id, "files", "sum", source, term],
      queryFn: () => call("job_files", { id, query: { ...driveQuery(source, term), limit: 1 } }),
    })),
  });
  const tallies = answers.map(({ data }) => data && { files: data.total, bytes: data.bytes });
  if (tallies.some((tally) => tally === undefined)) return undefined;
  const of = (term: (typeof TERMS)[number]) => tallies[TERMS.indexOf(term)] ?? NONE;
  const found = tallies.reduce<Tally>(
    (sum, tally) => ({ files: sum.files + (tally?.files ?? 0), bytes: sum.bytes + (tally?.bytes ?? 0) }),
    NONE,
  );
  return {
    found,
    copied: of("copied"),
    already_there: of("already_there"),
    repeats: of("repeats"),
    left_out: of("left_out"),
    failed: of("failed"),
    to_do: of("waiting"),
    undecided: NONE,
    expected_repeats: NONE,
    vanished: NONE,
  };
}

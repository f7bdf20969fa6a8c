/** Long lists a page at a time: only the pages that are on screen are asked for. */
import { useQueries } from "@tanstack/react-query";
import { useRef } from "react";
import { useRange } from "./range";

export const PAGE = 200;

interface Page<R> {
  total: number;
  bytes?: number;
  rows: R[];
}

export interface Paged<R> {
  /** Unknown until the first page is there. */
  total: number | undefined;
  bytes: number;
  at: (index: number) => R | undefined;
  onRange: (start: number, end: number) => void;
  error: unknown;
  retry: () => void;
  /** Asks for what is on screen once more. */
  again: () => void;
}

/** What lies just beyond the rows on screen is there before one scrolls to it. */
const AHEAD = 80;
/** Pages that were flown over need not be remembered for long. */
const REMEMBERED_MS = 30_000;

function pagesOf(start: number, end: number, total: number | undefined): number[] {
  const most = Math.max(0, (total ?? 1) - 1);
  const first = Math.floor(Math.max(0, Math.min(start, most) - AHEAD) / PAGE);
  const last = Math.floor(Math.min(most, Math.max(start, end) + AHEAD) / PAGE);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The totals of the last answer for this query, kept while the next page loads. */
function useKept(key: string): Kept {
  const kept = useRef<Kept>({ key, total: undefined, bytes: 0 });
  if (kept.current.key !== key) kept.current = { key, total: undefined, bytes: 0 };
  return kept.current;
}

interface Kept {
  key: string;
  total: number | undefined;
  bytes: number;
}

function keep<R>(kept: Kept, page: Page<R> | undefined): void {
  if (!page) return;
  kept.total = page.total;
  kept.bytes = page.bytes ?? 0;
}

interface Ask<R> {
  queryKey: readonly unknown[];
  fetch: (offset: number, limit: number) => Promise<Page<R>>;
  /** Asks again from time to time, for lists that grow while a job runs. */
  everyMs?: number | false;
  enabled?: boolean;
}

export function usePaged<R>({ queryKey, fetch, everyMs = false, enabled = true }: Ask<R>): Paged<R> {
  const key = JSON.stringify(queryKey);
  const kept = useKept(key);
  const [range, onRange] = useRange(key);
  const pages = range.key === key ? pagesOf(range.start, range.end, kept.total) : [0];
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: () => fetch(page * PAGE, PAGE),
      refetchInterval: everyMs,
      gcTime: REMEMBERED_MS,
      enabled,
    })),
  });
  keep(kept, results.find((result) => result.data)?.data);
  const at = (index: number) => {
    const place = pages.indexOf(Math.floor(index / PAGE));
    return place < 0 ? undefined : results[place]?.data?.rows[index % PAGE];
  };
  const failed = results.find((result) => result.error);
  return {
    total: kept.total,
    bytes: kept.bytes,
    at,
    onRange,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
    again: () => {
      for (const result of results) void result.refetch();
    },
  };
}

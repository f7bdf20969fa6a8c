/** Long lists a page at a time: only the pages that are on screen are asked for. */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";

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
}

function pagesOf(start: number, end: number): number[] {
  const first = Math.floor(start / PAGE);
  const last = Math.floor(Math.max(start, end) / PAGE);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The totals of the last answer for this query, kept while the next page loads. */
function useKept<R>(key: string, page: Page<R> | undefined) {
  const kept = useRef<{ key: string; total: number | undefined; bytes: number }>({
    key,
    total: undefined,
    bytes: 0,
  });
  if (page) kept.current = { key, total: page.total, bytes: page.bytes ?? 0 };
  else if (kept.current.key !== key) kept.current = { key, total: undefined, bytes: 0 };
  return kept.current;
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
  const [range, setRange] = useState({ key, start: 0, end: 0 });
  const pages = range.key === key ? pagesOf(range.start, range.end) : [0];
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: () => fetch(page * PAGE, PAGE),
      refetchInterval: everyMs,
      enabled,
    })),
  });
  const kept = useKept(key, results.find((result) => result.data)?.data);
  const onRange = useCallback((start: number, end: number) => setRange({ key, start, end }), [key]);
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
  };
}

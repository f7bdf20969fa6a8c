/** Files under their folders: each folder's row carries its own verdict, and its files load when they come into view. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { call, type FileRow, type FilesQuery, type FolderRow } from "@/ipc";
import { PAGE } from "@/lib/paged";
import { useRange } from "@/lib/range";

/** With more folders than this the list is shown flat: the layout would have to know them all first. */
const MOST_FOLDERS = 2_000;
const FOLDERS_A_CALL = 500;
const SCREENFUL = 40;

export interface Section {
  folder: FolderRow;
  /** Index of the folder's own row. */
  start: number;
  files: number;
}

export type GroupedRow = { kind: "folder"; section: Section } | { kind: "file"; row: FileRow | undefined };

export function layOut(
  folders: FolderRow[],
  closed: ReadonlySet<number>,
): { sections: Section[]; count: number } {
  let count = 0;
  const sections = folders
    .filter((folder) => folder.matching > 0)
    .map((folder) => {
      const section = { folder, start: count, files: closed.has(folder.id) ? 0 : folder.matching };
      count += 1 + section.files;
      return section;
    });
  return { sections, count };
}

/** The section that holds a row, by halving. */
export function sectionAt(sections: Section[], index: number): Section | undefined {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sections[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return sections[low];
}

async function everyFolder(id: string, query: FilesQuery): Promise<FolderRow[] | null> {
  const rows: FolderRow[] = [];
  for (;;) {
    const page = await call("job_folders", {
      id,
      query: { ...query, offset: rows.length, limit: FOLDERS_A_CALL },
    });
    if (page.total > MOST_FOLDERS) return null;
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

interface Wanted {
  folder: number;
  page: number;
}

function wantedPages(sections: Section[], from: number, to: number): Wanted[] {
  return sections
    .filter((section) => section.files > 0 && section.start <= to && section.start + section.files >= from)
    .flatMap((section) => {
      const first = Math.floor(Math.max(0, from - section.start - 1) / PAGE);
      const last = Math.floor(Math.min(section.files - 1, Math.max(0, to - section.start - 1)) / PAGE);
      return Array.from({ length: last - first + 1 }, (_, index) => ({
        folder: section.folder.id,
        page: first + index,
      }));
    });
}

export function useGroupedRows(id: string, query: FilesQuery, enabled: boolean) {
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const key = JSON.stringify(query);
  const [range, onRange] = useRange(key);
  const folders = useQuery({
    queryKey: ["job", id, "everyFolder", query],
    queryFn: () => everyFolder(id, query),
    enabled,
  });
  const { sections, count } = useMemo(() => layOut(folders.data ?? [], closed), [folders.data, closed]);
  const wanted = enabled ? wantedPages(sections, range.start, Math.max(range.end, SCREENFUL)) : [];
  const pages = useQueries({
    queries: wanted.map(({ folder, page }) => ({
      queryKey: ["job", id, "files", { ...query, folder }, page],
      queryFn: () => call("job_files", { id, query: { ...query, folder, offset: page * PAGE, limit: PAGE } }),
    })),
  });
  const at = (index: number): GroupedRow | undefined => {
    const section = sectionAt(sections, index);
    if (!section) return undefined;
    if (index === section.start) return { kind: "folder", section };
    const file = index - section.start - 1;
    const place = wanted.findIndex(
      (want) => want.folder === section.folder.id && want.page === Math.floor(file / PAGE),
    );
    return { kind: "file", row: pages[place]?.data?.rows[file % PAGE] };
  };
  const toggle = (folder: number) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(folder)) next.add(folder);
      return next;
    });
  return {
    /** Whether the folders are few enough; undefined while they load. */
    fits: folders.data === undefined ? undefined : folders.data !== null,
    error: folders.error,
    count,
    at,
    closed,
    toggle,
    onRange,
  };
}

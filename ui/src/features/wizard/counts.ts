/** Files on the drives of a new job, counted while one goes on; nothing is read but names and sizes. */
import { useEffect } from "react";
import { create } from "zustand";
import { call, countFolder, type FolderCount } from "@/ipc";

interface Counts {
  counts: Record<string, FolderCount>;
  going: Record<string, true>;
}

export const useCounts = create<Counts>(() => ({ counts: {}, going: {} }));

function take(path: string, count: FolderCount): void {
  useCounts.setState(({ counts }) => ({ counts: { ...counts, [path]: count } }));
}

function rest(path: string): void {
  useCounts.setState(({ going: { [path]: _done, ...going } }) => ({ going }));
}

/** Counts once; a folder that was counted to its end is not counted again while the window is open. */
function begin(path: string): void {
  const { counts, going } = useCounts.getState();
  if (going[path] || counts[path]?.complete) return;
  useCounts.setState({ going: { ...going, [path]: true } });
  countFolder(path, (count) => take(path, count)).then(
    (count) => {
      take(path, count);
      rest(path);
    },
    (error: unknown) => {
      console.error("folder_count", error);
      rest(path);
    },
  );
}

function end(path: string): void {
  if (!useCounts.getState().going[path]) return;
  void call("folder_count_stop", { path }).catch((error: unknown) => console.error(error));
}

/** Another drive is at this path now: what was counted there says nothing of it. */
export function forgetCount(path: string): void {
  end(path);
  useCounts.setState(({ counts: { [path]: _old, ...counts } }) => ({ counts }));
}

export function useCounting(paths: string[]): void {
  const key = paths.join("\n");
  useEffect(() => {
    const wanted = key === "" ? [] : key.split("\n");
    for (const path of Object.keys(useCounts.getState().going)) if (!wanted.includes(path)) end(path);
    for (const path of wanted) begin(path);
  }, [key]);
}

export interface CountSum extends FolderCount {
  /** Of how many drives there are numbers at all. */
  known: number;
}

export function sumOf(paths: string[], counts: Record<string, FolderCount>): CountSum {
  const sum: CountSum = {
    files: 0,
    bytes: 0,
    folders: 0,
    junk_files: 0,
    junk_bytes: 0,
    system_files: 0,
    system_bytes: 0,
    links: 0,
    special: 0,
    unreadable: 0,
    complete: paths.every((path) => counts[path]?.complete),
    known: 0,
  };
  for (const path of paths) {
    const part = counts[path];
    if (!part) continue;
    sum.known += 1;
    sum.files += part.files;
    sum.bytes += part.bytes;
    sum.folders += part.folders;
    sum.junk_files += part.junk_files;
    sum.junk_bytes += part.junk_bytes;
    sum.system_files += part.system_files;
    sum.system_bytes += part.system_bytes;
    sum.links += part.links;
    sum.special += part.special;
    sum.unreadable += part.unreadable;
  }
  return sum;
}

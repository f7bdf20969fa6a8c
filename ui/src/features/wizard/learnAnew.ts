/** A draft outlives the drives that were plugged in when it was made: what is known of its folders is learnt anew. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { call, type DriveView, type FolderView } from "@/ipc";
import { keys } from "@/lib/query";
import { forgetCount } from "./counts";
import { asFolder, type DraftFolder, setLearnt, useDraft } from "./draft";

/** One by one: a folder that is gone must not hide the others. */
async function lookAt(path: string): Promise<FolderView | null> {
  try {
    const [seen] = await call("folders_look", { paths: [path] });
    return seen ?? null;
  } catch {
    return null;
  }
}

/** What is known now. On another volume it is another folder, though it has the same path. */
function merged(before: DraftFolder | undefined, now: FolderView | null): DraftFolder | undefined {
  if (now === null) return before && { ...before, away: true, readable: false, writable: false };
  if (before?.volume !== now.volume) return now;
  return { ...now, name: before.name, overlap: before.overlap };
}

async function learnAnew(mounted: DriveView[]): Promise<void> {
  const { config, folders } = useDraft.getState();
  const paths = [...new Set([...config.sources, ...config.destinations, ...config.pools])];
  const seen = await Promise.all(
    paths.map(async (path) => {
      const drive = mounted.find((each) => each.mount_point === path);
      return [path, drive ? asFolder(drive) : await lookAt(path)] as const;
    }),
  );
  const learnt: Record<string, DraftFolder> = {};
  for (const [path, now] of seen) {
    const folder = merged(folders[path], now);
    if (!folder) continue;
    learnt[path] = folder;
    if (folder.volume !== folders[path]?.volume) forgetCount(path);
  }
  if (paths.length > 0) setLearnt(learnt);
}

/** When the wizard opens, and whenever drives come or go. */
export function useLearning(): void {
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") }).data;
  const job = useDraft((draft) => draft.jobId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another job has other folders
  useEffect(() => {
    if (mounted) void learnAnew(mounted);
  }, [mounted, job]);
}

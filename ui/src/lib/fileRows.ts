/** Files and folders of a job as long lists. */
import { call, type FileRow, type FilesQuery, type FolderRow } from "@/ipc";
import { PAGE, type Paged, usePaged } from "./paged";

export const EVERY_FILE: FilesQuery = {
  destination: null,
  term: null,
  status: null,
  reason: null,
  source: null,
  folder: null,
  search: "",
  sort: "path",
  descending: false,
  offset: 0,
  limit: PAGE,
};

interface Watch {
  everyMs?: number | false;
  enabled?: boolean;
}

export function useFileRows(id: string, query: FilesQuery, watch: Watch = {}): Paged<FileRow> {
  return usePaged({
    queryKey: ["job", id, "files", query],
    fetch: (offset, limit) => call("job_files", { id, query: { ...query, offset, limit } }),
    ...watch,
  });
}

export function useFolderRows(id: string, query: FilesQuery, watch: Watch = {}): Paged<FolderRow> {
  return usePaged({
    queryKey: ["job", id, "folders", query],
    fetch: (offset, limit) => call("job_folders", { id, query: { ...query, offset, limit } }),
    ...watch,
  });
}

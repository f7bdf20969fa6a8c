/** The job by folder: which are wholly archived, and how much is in each. */
import { FolderList } from "@/features/plan/FolderList";
import type { FolderRow } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import css from "./files.module.css";

export function Folders({ id, onOpen }: { id: string; onOpen: (folder: FolderRow) => void }) {
  return (
    <div className={css.folders}>
      <FolderList id={id} term="found" query={EVERY_FILE} onOpen={onOpen} />
    </div>
  );
}

/** The drive as it was at the last look: its folders, what became of each, and the files in one. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { BackIcon, DownIcon, RightIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { FileList } from "@/features/plan/FileList";
import { FolderList } from "@/features/plan/FolderList";
import type { FileRow, FolderRow } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import css from "./drives.module.css";

function Files({ id, folder, onBack }: { id: string; folder: FolderRow; onBack: () => void }) {
  const { t } = useTranslation("drives");
  const [row, setRow] = useState<FileRow | null>(null);
  return (
    <>
      <p className={css.inFolder}>
        <Button small icon={<BackIcon size={15} />} onClick={onBack}>
          {t("was.allFolders")}
        </Button>
        <PathText path={folder.path || "/"} />
      </p>
      <FileList
        id={id}
        term="found"
        query={{ ...EVERY_FILE, folder: folder.id }}
        grouped={false}
        selected={row}
        onSelect={setRow}
        onOpen={() => undefined}
        all=""
        onClear={onBack}
      />
    </>
  );
}

export function DriveAsItWas({ id, source }: { id: string; source: number }) {
  const { t } = useTranslation("drives");
  const [open, setOpen] = useState(false);
  const [folder, setFolder] = useState<FolderRow | null>(null);
  return (
    <section className={css.was} aria-label={t("was.title")}>
      <Button
        kind="text"
        icon={open ? <DownIcon size={15} /> : <RightIcon size={15} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-testid="drive-as-it-was"
      >
        {t("was.title")}
      </Button>
      {open && (
        <div className={css.wasList}>
          {folder ? (
            <Files id={id} folder={folder} onBack={() => setFolder(null)} />
          ) : (
            <FolderList id={id} term="found" query={{ ...EVERY_FILE, source }} onOpen={setFolder} />
          )}
        </div>
      )}
    </section>
  );
}

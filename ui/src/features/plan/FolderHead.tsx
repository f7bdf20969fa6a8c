/** A folder's row in a list of files: where it is, and its own verdict. */
import { useTranslation } from "react-i18next";
import { DownIcon, FolderIcon, OkIcon, RightIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import type { FolderRow } from "@/ipc";
import { count } from "@/lib/format";
import type { TermName } from "@/lib/terms";
import css from "./plan.module.css";

export function FolderVerdict({
  folder,
  term,
  short,
}: {
  folder: FolderRow;
  term: TermName;
  short?: boolean;
}) {
  const { t } = useTranslation(["plan", "common"]);
  if (folder.wholly_archived) {
    return (
      <span className={css.whole}>
        <OkIcon size={16} />{" "}
        {short
          ? t("folder.wholeShort")
          : t("folder.whole", { count: folder.files, shown: count(folder.files) })}
      </span>
    );
  }
  if (folder.only_here) return <span className={css.onlyHere}>{t("folder.onlyHere")}</span>;
  // Of all files all are "found": that says nothing about the folder.
  if (term === "found") return <span className="muted">{t("folder.partly")}</span>;
  return (
    <span className="muted">
      {t("folder.part", {
        matching: count(folder.matching),
        count: folder.files,
        shown: count(folder.files),
        term: t(`common:term.${term}`),
      })}
    </span>
  );
}

export function FolderHead({ folder, term, open }: { folder: FolderRow; term: TermName; open: boolean }) {
  return (
    <span className={css.groupRow}>
      {open ? <DownIcon size={15} /> : <RightIcon size={15} />}
      <FolderIcon size={16} />
      <span className="muted">{folder.drive}</span>
      <RightIcon size={13} />
      <span className={css.groupPath}>
        <PathText path={folder.path || "/"} />
      </span>
      <span className={css.groupVerdict}>
        <FolderVerdict folder={folder} term={term} />
      </span>
    </span>
  );
}

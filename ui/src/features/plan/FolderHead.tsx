/** A folder's row in a list of files: where it is, and its own verdict. */
import { useTranslation } from "react-i18next";
import { DownIcon, FolderIcon, OkIcon, RightIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import type { FolderRow } from "@/ipc";
import { count } from "@/lib/format";
import type { TermName } from "@/lib/terms";
import css from "./plan.module.css";

/** In a list of what is not archived: there "none of it is archived" would say nothing, or something else. */
const SETTLED: TermName[] = ["already_there", "repeats", "left_out", "copied"];

function AllAlso({ path }: { path: string }) {
  const { t } = useTranslation("plan");
  return (
    <span className={css.whole} title={t("folder.alsoIn", { path })}>
      <OkIcon size={16} /> <span className={css.cut}>{t("folder.alsoIn", { path })}</span>
    </span>
  );
}

/** What can be said of the whole folder; `short` where its numbers stand beside it. */
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
  const also = folder.also_in;
  if (also?.all && (short || term === "repeats"))
    return <AllAlso path={also.path ? `${also.drive} / ${also.path}` : also.drive} />;
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
  if (folder.only_here && !SETTLED.includes(term)) {
    return (
      <span className={css.onlyHere}>
        {short
          ? t("folder.onlyHereShort")
          : t("folder.onlyHere", { count: folder.files, shown: count(folder.files) })}
      </span>
    );
  }
  if (folder.undecided > 0 && !SETTLED.includes(term)) {
    return (
      <span className="muted">
        {t("folder.undecided", {
          undecided: count(folder.undecided),
          count: folder.files,
          shown: count(folder.files),
        })}
      </span>
    );
  }
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
      {folder.path ? (
        <>
          <span className="muted">{folder.drive}</span>
          <RightIcon size={13} />
          <span className={css.groupPath}>
            <PathText path={folder.path} />
          </span>
        </>
      ) : (
        <span className={css.groupPath}>
          <PathText path={folder.drive} />
        </span>
      )}
      <span className={css.groupVerdict}>
        <FolderVerdict folder={folder} term={term} />
      </span>
    </span>
  );
}

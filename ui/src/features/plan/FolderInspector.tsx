/** The chosen folder: what becomes of it, where the same is already, and what one decision about it settles. */
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { HistoryIcon, OkIcon } from "@/components/icons";
import type { FolderRow } from "@/ipc";
import { count, size } from "@/lib/format";
import type { TermName } from "@/lib/terms";
import { Decide, type Decided, type Decision, JustDecided } from "./Decide";
import { FolderVerdict } from "./FolderHead";
import css from "./inspector.module.css";

function decisionsFor(term: TermName, folder: FolderRow): Decision[] {
  if (term === "already_there" || term === "repeats" || term === "left_out") return ["takeIn"];
  if (term === "copied") return [];
  return folder.settles > 0 || term === "failed" ? ["leaveOut"] : [];
}

interface FolderInspectorProps {
  id: string;
  term: TermName;
  folder: FolderRow | null;
  onShow: (folder: FolderRow) => void;
  bare?: boolean;
  decided?: Decided | null;
  onDecided?: (decided: Decided) => void;
}

export function FolderInspector({
  id,
  term,
  folder,
  onShow,
  bare,
  decided,
  onDecided,
}: FolderInspectorProps) {
  const { t } = useTranslation(["plan", "common"]);
  const look = bare ? css.inspectorBare : css.inspector;
  if (!folder) {
    return (
      <aside className={look} aria-label={t("inspect.folder")}>
        {decided && <JustDecided id={id} decided={decided} onDecided={onDecided} />}
        <p className={css.inspectHint}>{t("inspect.noFolder")}</p>
      </aside>
    );
  }
  const name = folder.path || folder.drive;
  const also = folder.also_in;
  return (
    <aside className={look} aria-label={t("inspect.folder")} data-testid="folder-inspector">
      <h2 className={css.folderName}>{name}</h2>
      {!also?.all && (
        <p className={css.folderLine}>
          <FolderVerdict folder={folder} term={term} />
        </p>
      )}
      <dl className={css.facts}>
        <dt>{t("inspect.onDrive")}</dt>
        <dd>{folder.drive}</dd>
        <dt>{t("inspect.holds")}</dt>
        <dd>
          {t("list.sum", { files: t("common:files", { count: folder.files }), size: size(folder.bytes) })}
        </dd>
        {(term === "new" || term === "waiting") && (
          <>
            <dt>{t("inspect.settles")}</dt>
            <dd>{size(folder.matching_bytes)}</dd>
          </>
        )}
      </dl>
      {also && (
        <p className={css.evidence} data-tone="ok">
          <OkIcon size={17} />
          <span>
            {t(also.all ? "inspect.allIn" : "inspect.partIn", {
              count: also.files,
              shown: count(also.files),
              path: also.path ? `${also.drive} / ${also.path}` : also.drive,
            })}
          </span>
        </p>
      )}
      <p className={css.evidence}>
        <HistoryIcon size={17} />
        <span className="muted">{t("decide.below")}</span>
      </p>
      <Decide
        id={id}
        subject={{ name, files: [], folders: [folder.id] }}
        decisions={decisionsFor(term, folder).map((decision) => ({
          decision,
          label: t(`decide.folder_${decision}`),
        }))}
        onDecided={onDecided}
      />
      <p className={css.reveal}>
        <Button kind="text" onClick={() => onShow(folder)} data-testid="folder-show">
          {t("inspect.showFiles")}
        </Button>
      </p>
    </aside>
  );
}

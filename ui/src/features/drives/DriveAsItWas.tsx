/** The drive as it was at the last look, as a tree: what is in each folder, and where each file is now. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ExportList } from "@/components/ExportList";
import { MutedCell, SizeCell } from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { AlertIcon, DownIcon, FolderIcon, NothingIcon, OkIcon, RightIcon } from "@/components/icons";
import { KindIcon } from "@/components/KindIcon";
import { PathText } from "@/components/PathText";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { call, type TreeFolder } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import { count, fullTime } from "@/lib/format";
import { useNarrow } from "@/lib/useWide";
import css from "./drives.module.css";
import { FileNow } from "./FileNow";
import { type Piece, pieceAt, rowsIn } from "./tree";
import { useTree } from "./useTree";

const INDENT = 18;
/** What folds and the sign, in front of a name. */
const SIGNS = 46;

/** In a block what is said of a name stands below it, as far in. */
function Below({ level, children }: { level: number; children: ReactNode }) {
  const narrow = useNarrow();
  if (!narrow) return children;
  return (
    <span className={css.wasBelow} style={{ paddingLeft: (level - 1) * INDENT + SIGNS }}>
      {children}
    </span>
  );
}

function FolderNow({ folder }: { folder: TreeFolder }) {
  const { t } = useTranslation("drives");
  const { files, in_archive, left_out } = folder;
  if (files === 0) return <MutedCell>{t("was.nothing")}</MutedCell>;
  if (left_out === files) return <MutedCell>{t("was.leftOut")}</MutedCell>;
  if (in_archive + left_out === files) {
    return (
      <span className={css.wasOk}>
        <OkIcon size={15} /> {t("was.all", { count: in_archive })}
      </span>
    );
  }
  return (
    <span className={css.wasOpen}>
      <AlertIcon size={15} />{" "}
      {in_archive === 0 ? t("was.none") : t("was.some", { done: count(in_archive), all: count(files) })}
    </span>
  );
}

function Name({
  level,
  folder,
  open,
  name,
}: {
  level: number;
  folder?: boolean;
  open?: boolean;
  name: string;
}) {
  return (
    <span className={css.wasName} style={{ paddingLeft: (level - 1) * INDENT }}>
      <span className={css.wasFold}>
        {folder && (open ? <DownIcon size={14} /> : <RightIcon size={14} />)}
      </span>
      {folder ? <FolderIcon size={17} className={css.wasIcon} /> : <KindIcon name={name} />}
      <PathText path={name} />
    </span>
  );
}

function Tree({ id, source }: { id: string; source: number }) {
  const { t } = useTranslation("drives");
  const { pieces, file, onRange, toggle, top, failed } = useTree(id, source);
  const columns: Column[] = [
    { key: "name", header: t("was.file"), width: "minmax(200px, 1fr)" },
    { key: "now", header: t("was.now"), width: "minmax(200px, 1.2fr)" },
    { key: "size", header: t("was.size"), width: "84px", right: true },
  ];
  if (failed) {
    return (
      <ErrorState error={failed.error} title={t("was.cannotList")} onRetry={() => void failed.refetch()} />
    );
  }
  if (!top) return <LoadingRows rows={5} />;
  const total = rowsIn(pieces);
  if (total === 0) return <Empty icon={<NothingIcon size={26} />} title={t("was.empty")} />;
  const fileRow = (piece: Extract<Piece, { kind: "files" }>, index: number): GridRow => {
    const at = index - piece.start;
    const found = file(piece.folder, at);
    if (!found) return { kind: "loading" };
    return {
      kind: "cells",
      id: found.id,
      branch: { level: piece.level, position: piece.before + at + 1, of: piece.of },
      cells: [
        <Name key="name" level={piece.level} name={found.name} />,
        <Below key="now" level={piece.level}>
          <FileNow id={id} file={found} />
        </Below>,
        <SizeCell key="size" bytes={found.size} />,
      ],
    };
  };
  const row = (index: number): GridRow => {
    const piece = pieceAt(pieces, index);
    if (piece?.kind === "files") return fileRow(piece, index);
    if (piece?.kind !== "folder") return { kind: "loading" };
    const { folder, level, open, position, of } = piece;
    return {
      kind: "cells",
      id: -1 - index,
      branch: { level, open, position, of },
      cells: [
        <Name key="name" level={level} folder open={open} name={folder.name} />,
        <Below key="now" level={level}>
          <FolderNow folder={folder} />
        </Below>,
        <SizeCell key="size" bytes={folder.bytes} />,
      ],
    };
  };
  return (
    <FileGrid
      label={t("was.title")}
      columns={columns}
      count={total}
      row={row}
      onRange={onRange}
      tree={{ toggle, parentOf: (index) => pieceAt(pieces, index)?.parent ?? index }}
      onOpen={(_id, index) => toggle(index)}
      openOnClick
      testid="drive-tree"
    />
  );
}

interface DriveAsItWasProps {
  id: string;
  name: string;
  source: number;
  files: number;
  scannedMs: number | null;
}

export function DriveAsItWas({ id, name, source, files, scannedMs }: DriveAsItWasProps) {
  const { t } = useTranslation("drives");
  const [open, setOpen] = useState(false);
  return (
    <section className={css.was} aria-label={t("was.title")} data-testid="drive-was">
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
        <>
          <div className={css.filesTop}>
            <p className={css.wasLine}>
              {scannedMs !== null && t("was.line", { count: files, when: fullTime(scannedMs) })}
            </p>
            <ExportList
              save={() =>
                call("job_save_list", {
                  id,
                  query: { ...EVERY_FILE, source },
                  name: `${name}, ${t("was.title")}`,
                })
              }
            />
          </div>
          <div className={css.wasList}>
            <Tree id={id} source={source} />
          </div>
        </>
      )}
    </section>
  );
}
